using System.Buffers.Binary;

namespace Postern.Plugins.Dbm.Tests.Hostile;

/// <summary>Damages files, mostly where their structure is.</summary>
internal sealed class FileMutator(int seed)
{
    private const int Unit = 512;

    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] original)
    {
        byte[] file = [.. original];
        for (int count = _random.Next(1, 6); count > 0 && file.Length > Unit; count--)
            file = Damage(file);
        return file;
    }

    private byte[] Damage(byte[] file)
    {
        switch (_random.Next(12))
        {
            case 0:
                return file[.._random.Next(file.Length)];
            case 1:
                return [.. file, .. file[_random.Next(file.Length)..]];
            case 2:
                int from = Page(file);
                int to = Page(file);
                file.AsSpan(from, Math.Min(Unit * 8, file.Length - Math.Max(from, to))).CopyTo(file.AsSpan(to));
                return file;
            case 3:
                int start = Page(file);
                file.AsSpan(start, Math.Min(Unit, file.Length - start)).Clear();
                return file;
            case 4:
                file[_random.Next(file.Length)] = (byte)_random.Next(256);
                return file;
            default:
                WriteNumber(file);
                return file;
        }
    }

    /// <summary>A number in the head of a page, in the file's header or anywhere, replaced by one that is likely to hurt.</summary>
    private void WriteNumber(byte[] file)
    {
        int at = _random.Next(4) switch
        {
            0 => _random.Next(Unit),
            1 => _random.Next(file.Length),
            _ => Page(file) + _random.Next(64),
        };
        at = Math.Min(at & ~1, file.Length - sizeof(ulong));
        ulong value = _random.Next(8) switch
        {
            0 => 0,
            1 => ulong.MaxValue,
            2 => (ulong)_random.Next(file.Length),
            3 => (ulong)(Page(file) / (Unit * 8)),
            4 => int.MaxValue,
            5 => (ulong)Page(file),
            6 => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at)) + (ulong)_random.Next(-4, 5),
            _ => (ulong)_random.Next(300),
        };
        switch (_random.Next(3))
        {
            case 0:
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), (ushort)value);
                break;
            case 1:
                BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), (uint)value);
                break;
            default:
                BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(at), value);
                break;
        }
    }

    private int Page(byte[] file) => _random.Next(file.Length / Unit) * Unit;
}
