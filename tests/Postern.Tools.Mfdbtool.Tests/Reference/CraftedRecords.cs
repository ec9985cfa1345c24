using System.Buffers.Binary;
using System.Text;

namespace Postern.Tools.Mfdbtool.Tests.Reference;

/// <summary>Records in mailfromd's layouts, usual and unusual ones, by the file that they are for.</summary>
internal static class CraftedRecords
{
    /// <summary>The time that all clocks show.</summary>
    public const long Now = 1767225600;

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, byte[]>> All { get; } =
        new Dictionary<string, IReadOnlyDictionary<string, byte[]>>(StringComparer.Ordinal)
        {
            ["rates.db"] = new Dictionary<string, byte[]>(StringComparer.Ordinal)
            {
                ["plain"] = Numbers(Now - 100, 8, 8),
                ["zero"] = Numbers(Now - 50, 0, 1),
                ["slow"] = Numbers(Now - 3600, 3000, 3),
                ["fast"] = Numbers(Now - 10, 5, 5000),
                ["one"] = Numbers(Now - 1, 1, 1),
                ["now"] = Numbers(Now, 3, 3),
                ["old"] = Numbers(Now - 100_000, 100, 10),
                ["future"] = Numbers(Now + 500, 10, 3),
                ["huge"] = Numbers(Now - 5, 1, 1_000_000),
                ["long interval"] = Numbers(Now - 5, 10_000_000_000, 4),
                ["no count"] = Numbers(Now - 9, 4, 0),
                ["\xE4@b"] = Numbers(Now, 7, 2),
            },
            ["tbf.db"] = new Dictionary<string, byte[]>(StringComparer.Ordinal)
            {
                ["full"] = Numbers((Now * 1_000_000) + 999_999, Now + 60, 7),
                ["empty"] = Numbers((Now - 100_000) * 1_000_000, Now - 90_000, 0),
            },
            ["greylist.db"] = new Dictionary<string, byte[]>(StringComparer.Ordinal)
            {
                ["192.0.2.1-a@example.org-b@example.net"] = Numbers(Now),
                ["with blank"] = Numbers(Now - 70_000),
                ["old"] = Numbers(Now - 100_000),
                ["future"] = Numbers(Now + 300),
            },
            ["mailfromd.db"] = Enumerable.Range(0, 14).ToDictionary(
                static status => $"u{status}@example.org", static status => Numbers(Now - (status * 10_000), status), StringComparer.Ordinal),
        };

    public static byte[] Key(string text) => [.. Encoding.Latin1.GetBytes(text), 0];

    private static byte[] Numbers(params long[] numbers)
    {
        byte[] bytes = new byte[numbers.Length * 8];
        for (int i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * 8), numbers[i]);
        return bytes;
    }
}
