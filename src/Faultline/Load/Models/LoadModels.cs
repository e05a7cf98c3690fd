namespace Faultline.Load.Models;

/// <summary>What follows from any model's start times.</summary>
public static class LoadModels
{
    /// <summary>Users that have started when <paramref name="elapsed"/> of the load has passed.</summary>
    public static int UsersAt(this ILoadModel model, TimeSpan elapsed)
    {
        // Start times do not fall, so the first that lies behind is found by halving.
        var (least, most) = (0, model.Users);
        while (least < most)
        {
            var middle = (least + most) / 2;
            if (model.StartOf(middle) <= elapsed) least = middle + 1;
            else most = middle;
        }

        return least;
    }
}
