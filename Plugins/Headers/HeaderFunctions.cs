using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Headers;

/// <summary>
/// Changes to the header (manual, node "Header Modification Functions"). They may be called in any handler, wait in the modification queue, and
/// reach the MTA at end of message when the message is accepted.
/// </summary>
[PluginExport(typeof(IMflModule), "headers")]
public sealed class HeaderFunctions : IMflModule
{
    /// <summary>Adds a field at the end of the header, or inserts it at <paramref name="index"/>.</summary>
    [MflFunction("header_add", NonBlocking = true, Actions = MilterActions.AddHeaders)]
    public static void Add(MflContext context, string name, string value, long index = -1)
    {
        const string Function = "header_add";
        name = ModificationText.FieldName(Function, name);
        value = ModificationText.FieldValue(value);
        context.Modifications.Add(index == -1
            ? new MessageModification.AddHeader(name, value)
            : new MessageModification.InsertHeader(ModificationText.Index(Function, index), name, value));
    }

    /// <summary>Inserts a field; index 0 is above everything.</summary>
    [MflFunction("header_insert", NonBlocking = true, Actions = MilterActions.AddHeaders)]
    public static void Insert(MflContext context, string name, string value, long index)
    {
        const string Function = "header_insert";
        context.Modifications.Add(new MessageModification.InsertHeader(
            ModificationText.Index(Function, index), ModificationText.FieldName(Function, name), ModificationText.FieldValue(value)));
    }

    /// <summary>Replaces the value of the <paramref name="index"/>th field of that name.</summary>
    [MflFunction("header_replace", NonBlocking = true, Actions = MilterActions.ChangeHeaders)]
    public static void Replace(MflContext context, string name, string value, long index = 1)
    {
        const string Function = "header_replace";
        context.Modifications.Add(new MessageModification.ChangeHeader(
            ModificationText.FieldName(Function, name), ModificationText.Index(Function, index), ModificationText.FieldValue(value)));
    }

    /// <summary>Deletes the <paramref name="index"/>th field of that name.</summary>
    [MflFunction("header_delete", NonBlocking = true, Actions = MilterActions.ChangeHeaders)]
    public static void Delete(MflContext context, string name, long index = 1)
    {
        const string Function = "header_delete";
        context.Modifications.Add(new MessageModification.ChangeHeader(
            ModificationText.FieldName(Function, name), ModificationText.Index(Function, index), ""));
    }
}
