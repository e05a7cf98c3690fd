namespace Faultline.Auditing;

/// <summary>Disjoint sets with union by size and path halving (Tarjan and van Leeuwen, 1984).</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parent;
    private readonly int[] _size;

    public DisjointSets(int count)
    {
        _parent = new int[count];
        _size = new int[count];
        for (var i = 0; i < count; i++) (_parent[i], _size[i]) = (i, 1);
    }

    public int Find(int member)
    {
        while (_parent[member] != member) member = _parent[member] = _parent[_parent[member]];
        return member;
    }

    public void Unite(int one, int other)
    {
        var (a, b) = (Find(one), Find(other));
        if (a == b) return;
        if (_size[a] < _size[b]) (a, b) = (b, a);
        _parent[b] = a;
        _size[a] += _size[b];
    }
}
