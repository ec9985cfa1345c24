namespace Postern.Plugins.Greylist.Checks;

/// <summary>Whom a record of the database <c>greylist-awl</c> is about. A key may come from a message: one kind never counts for the other.</summary>
internal enum CheckKind
{
    /// <summary>A sender, by the key that the program has made.</summary>
    Sender = 1,

    /// <summary>A client, all of whose senders may come to be let in at once.</summary>
    Client = 2,
}
