using System.Globalization;
using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime;

namespace Postern.MimeComparison;

/// <summary>What our parser says of messages.</summary>
internal static class OwnParser
{
    /// <summary>Whether a message is told to be irregular or ambiguous.</summary>
    public static bool IsReported(string file)
    {
        var message = new MessageReader().Read(new FileContent(file), MessageLimits.Default);
        return message.Anomalies != MessageAnomalies.None || message.Ambiguities.Count > 0;
    }

    /// <summary>Reads messages.</summary>
    /// <param name="folder">The messages.</param>
    /// <param name="withFilesInText">Whether uuencoded files in text are told too.</param>
    public static IEnumerable<EntityReading> Read(string folder, bool withFilesInText)
    {
        MessageReader reader = new();
        return Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).SelectMany(file => ReadOne(reader, file, withFilesInText));
    }

    private static EntityReading[] ReadOne(MessageReader reader, string file, bool withFilesInText)
    {
        string name = Path.GetFileName(file);
        try
        {
            return [.. Describe(reader.Read(new FileContent(file), MessageLimits.Default).Root, name, "0", withFilesInText)];
        }
        catch (Exception exception)
        {
            // A fault stands among the differences with its message's name.
            return [new EntityReading(name, "0", "failed: " + exception, "-", "")];
        }
    }

    private static IEnumerable<EntityReading> Describe(IMimeEntity entity, string file, string path, bool withFilesInText)
    {
        bool isText = entity.Parts.Count > 0 && !IsContainer(entity.MediaType);
        string size = entity.Parts.Count > 0 && !isText ? "-" : DecodedSize(entity).ToString(CultureInfo.InvariantCulture);
        yield return new EntityReading(file, path, Printable(entity.MediaType), size, Printable(entity.FileName));
        string lead = isText ? path + "/" : path == "0" ? "" : path + ".";
        int number = 0;
        foreach (var part in entity.Parts.Where(part => !isText || (withFilesInText && part.Encoding == TransferEncoding.Uuencode)))
        {
            number++;
            foreach (var reading in Describe(part, file, lead + number.ToString(CultureInfo.InvariantCulture), withFilesInText))
                yield return isText ? reading with { Type = "uuencode" } : reading;
        }
    }

    private static string Printable(string bytes) => EntityReading.Printable(Encoding.Latin1.GetBytes(bytes));

    private static bool IsContainer(string type) =>
        type.StartsWith("multipart/", StringComparison.Ordinal) || type.StartsWith("message/", StringComparison.Ordinal);

    private static long DecodedSize(IMimeEntity entity)
    {
        using var stream = entity.OpenDecoded();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.Length;
    }
}
