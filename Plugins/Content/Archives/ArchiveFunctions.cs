using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Content.Entities;

namespace Postern.Plugins.Content.Archives;

/// <summary>Looking into archives without unpacking them. Variables of the program limit how much work they may make.</summary>
/// <param name="messages">The message descriptors.</param>
[PluginExport(typeof(IMflModule), "archives")]
[MflVariable("archive_max_depth", 8)]
[MflVariable("archive_max_members", 10_000)]
[MflVariable("archive_max_bytes", 256L << 20)]
[MflVariable("archive_max_ratio", 250)]
[MflVariable("archive_max_seconds", 10)]
[method: ImportingConstructor]
public sealed class ArchiveFunctions(IMflMessages messages) : IMflModule
{
    private const string Exceptions = "e_failure e_range";

    /// <summary><c>none</c>: it is no archive; <c>ok</c>; <c>broken</c>; <c>undecipherable</c>; <c>too big</c>.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The message.</param>
    /// <param name="entity">The number of the part, see <see cref="EntityList"/>.</param>
    [MflFunction("archive_status", Raises = Exceptions)]
    public string Status(MflContext context, long message, long entity = 1) => List(context, "archive_status", message, entity).Verdict switch
    {
        ArchiveVerdict.None => "none",
        ArchiveVerdict.Ok => "ok",
        ArchiveVerdict.Broken => "broken",
        ArchiveVerdict.Undecipherable => "undecipherable",
        _ => "too big",
    };

    /// <summary>Why the status is not <c>ok</c>; else empty.</summary>
    [MflFunction("archive_reason", Raises = Exceptions)]
    public string Reason(MflContext context, long message, long entity = 1) => List(context, "archive_reason", message, entity).Reason;

    /// <summary>How many members were found, those of archives within included.</summary>
    [MflFunction("archive_member_count", Raises = Exceptions)]
    public long Count(MflContext context, long message, long entity = 1) => List(context, "archive_member_count", message, entity).Members.Count;

    /// <summary>The name of a member as the archive has it: bytes that may hold anything but NUL, which is written as <c>\000</c>.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The message.</param>
    /// <param name="index">Which member, from 1.</param>
    /// <param name="entity">The number of the part.</param>
    [MflFunction("archive_member_name", Raises = Exceptions)]
    public string Name(MflContext context, long message, long index, long entity = 1) => At(context, "archive_member_name", message, index, entity).Name;

    /// <summary>The size of a member in bytes; -1 when it is not known.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The message.</param>
    /// <param name="index">Which member, from 1.</param>
    /// <param name="entity">The number of the part.</param>
    [MflFunction("archive_member_size", Raises = Exceptions)]
    public long Size(MflContext context, long message, long index, long entity = 1) => At(context, "archive_member_size", message, index, entity).Size;

    /// <summary>How deep a member lies: 1 in the archive itself, 2 in an archive within.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The message.</param>
    /// <param name="index">Which member, from 1.</param>
    /// <param name="entity">The number of the part.</param>
    [MflFunction("archive_member_depth", Raises = Exceptions)]
    public long Depth(MflContext context, long message, long index, long entity = 1) => At(context, "archive_member_depth", message, index, entity).Depth;

    private ArchiveMember At(MflContext context, string function, long message, long index, long entity)
    {
        IReadOnlyList<ArchiveMember> members = List(context, function, message, entity).Members;
        return index >= 1 && index <= members.Count
            ? members[(int)index - 1]
            : throw new MflException(MflExceptionCode.Range, $"{function}: no member {index}, there are {members.Count}");
    }

    // Programs ask for one archive's members one after the other.
    private ArchiveListing List(MflContext context, string function, long message, long number)
    {
        IMimeEntity entity = EntityList.Find(context, messages, function, message, number);
        ArchiveLimits limits = Limits(context);
        LatestListing latest = context.GetState(static () => new LatestListing());
        if (latest.Listing is { } known && latest.Entity == entity && latest.Limits == limits)
            return known;
        using Stream content = entity.OpenDecoded();
        ArchiveListing listing = ArchiveRun.List(content, limits, context.Time, context.CancellationToken);
        (latest.Entity, latest.Limits, latest.Listing) = (entity, limits, listing);
        return listing;
    }

    private static ArchiveLimits Limits(MflContext context) => new()
    {
        Depth = (int)Math.Clamp(context.GetVariable("archive_max_depth").Number, 0, 100),
        Members = (int)Math.Clamp(context.GetVariable("archive_max_members").Number, 0, 1_000_000),
        Bytes = Math.Max(0, context.GetVariable("archive_max_bytes").Number),
        Ratio = Math.Max(1, context.GetVariable("archive_max_ratio").Number),
        Time = TimeSpan.FromSeconds(Math.Clamp(context.GetVariable("archive_max_seconds").Number, 0, 3600)),
    };

    private sealed class LatestListing
    {
        public IMimeEntity? Entity { get; set; }

        public ArchiveLimits? Limits { get; set; }

        public ArchiveListing? Listing { get; set; }
    }
}
