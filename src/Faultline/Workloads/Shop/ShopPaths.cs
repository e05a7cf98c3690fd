using System.Globalization;

namespace Faultline.Workloads.Shop;

/// <summary>The paths of the shop's HTTP contract.</summary>
internal static class ShopPaths
{
    public static string CreateOrder(string user) => $"/orders/create/{Escape(user)}";

    public static string InitOrders(int orders, int items, int users, long price) =>
        string.Create(CultureInfo.InvariantCulture, $"/orders/batch_init/{orders}/{items}/{users}/{price}");

    public static string FindOrder(string order) => $"/orders/find/{Escape(order)}";

    public static string AddItem(string order, string item, long quantity) =>
        string.Create(CultureInfo.InvariantCulture, $"/orders/addItem/{Escape(order)}/{Escape(item)}/{quantity}");

    public static string Checkout(string order) => $"/orders/checkout/{Escape(order)}";

    public static string CreateItem(long price) => string.Create(CultureInfo.InvariantCulture, $"/stock/item/create/{price}");

    public static string InitItems(int items, long stock, long price) =>
        string.Create(CultureInfo.InvariantCulture, $"/stock/batch_init/{items}/{stock}/{price}");

    public static string FindItem(string item) => $"/stock/find/{Escape(item)}";

    public static string AddStock(string item, long amount) =>
        string.Create(CultureInfo.InvariantCulture, $"/stock/add/{Escape(item)}/{amount}");

    public static string SubtractStock(string item, long amount) =>
        string.Create(CultureInfo.InvariantCulture, $"/stock/subtract/{Escape(item)}/{amount}");

    public const string CreateUser = "/payment/create_user";

    public static string InitUsers(int users, long credit) =>
        string.Create(CultureInfo.InvariantCulture, $"/payment/batch_init/{users}/{credit}");

    public static string FindUser(string user) => $"/payment/find_user/{Escape(user)}";

    public static string AddFunds(string user, long amount) =>
        string.Create(CultureInfo.InvariantCulture, $"/payment/add_funds/{Escape(user)}/{amount}");

    private static string Escape(string id) => Uri.EscapeDataString(id);
}
