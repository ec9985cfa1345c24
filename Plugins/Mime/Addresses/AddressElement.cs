using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Fields;

namespace Postern.Plugins.Mime.Addresses;

/// <summary>What stands between two commas: a mailbox in the making.</summary>
internal sealed class AddressElement
{
    private readonly List<AddressToken> _words = [];
    private readonly List<AddressToken> _angle = [];
    private readonly List<string> _comments = [];
    private bool _hasAngle;
    private bool _hasColon;
    private int _ats;

    /// <summary>An angle bracket is open.</summary>
    public bool IsInAngle { get; private set; }

    /// <summary>It stands in an obsolete route, where commas belong to it.</summary>
    public bool IsInRoute => IsInAngle && !_hasColon && _angle is [{ } first, ..] && first.Is('@');

    /// <summary>Its angle brackets are closed: nothing can follow.</summary>
    public bool IsClosed => _hasAngle && !IsInAngle;

    /// <summary>A colon would make it the name of a group.</summary>
    public bool CanNameGroup => !_hasAngle && _ats == 0;

    /// <summary>Its words as a display name.</summary>
    public string Phrase => EncodedText.Decode(Join(_words, isSpec: false));

    /// <summary>Adds a part.</summary>
    public void Add(AddressToken token)
    {
        (IsInAngle ? _angle : _words).Add(token);
        _hasColon |= token.Is(':');
        _ats += token.Is('@') && !IsInAngle ? 1 : 0;
    }

    /// <summary>Adds a comment.</summary>
    public void AddComment(string text) => _comments.Add(text);

    /// <summary>Opens the angle brackets.</summary>
    public void OpenAngle() => _hasAngle = IsInAngle = true;

    /// <summary>Closes them.</summary>
    public void CloseAngle() => IsInAngle = false;

    /// <summary>An at sign behind a whole address and a word: the word belongs to the next address.</summary>
    public bool IsBeginOfNext(AddressToken token) => token.Is('@') && _ats > 0 && !IsInAngle
        && _words is [.., { } before, { } last] && last.Kind == AddressTokenKind.Word && last.IsApart && !before.Is('@')
        && !last.Text.StartsWith('.') && !before.Text.EndsWith('.');

    /// <summary>Takes away what belongs to the next element.</summary>
    public AddressElement SplitForNext(AddressToken token)
    {
        var next = new AddressElement();
        if (!IsBeginOfNext(token))
            return next;
        next.Add(_words[^1]);
        _words.RemoveAt(_words.Count - 1);
        return next;
    }

    /// <summary>Makes the address.</summary>
    /// <param name="group">The group that it stands in.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <returns><see langword="null"/>: there is none.</returns>
    public MailAddress? Build(string group, ICollection<string> problems)
    {
        if (IsInAngle)
            problems.Add("`<' without `>'");
        string comments = EncodedText.Decode(string.Join(' ', _comments));
        if (_hasAngle)
        {
            if (_ats > 0)
                problems.Add("an at sign in a display name");
            return BuildSpec(Phrase, _angle, comments, group, problems);
        }

        if (_words.Count == 0)
            return null;
        int specStart = SpecStart();
        if (specStart < 0)
        {
            problems.Add("a name without an address");
            return null;
        }

        if (specStart > 0)
            problems.Add("a name before an address without angle brackets");
        return BuildSpec(EncodedText.Decode(Join(_words[..specStart], isSpec: false)), _words[specStart..], comments, group, problems);
    }

    // Where the word before the first at sign begins; -1 when there is no at sign, and more than one word.
    private int SpecStart()
    {
        int end = _words.FindIndex(static token => token.Is('@'));
        if (end == 0)
            return 0;
        int start = (end < 0 ? _words.Count : end) - 1;
        while (start > 0 && IsJoined(_words[start - 1], _words[start]))
            start--;
        return end < 0 && start > 0 ? -1 : start;
    }

    private static MailAddress BuildSpec(string name, List<AddressToken> tokens, string comments, string group, ICollection<string> problems)
    {
        int colon = tokens is [{ } first, ..] && first.Is('@') ? tokens.FindIndex(static token => token.Is(':')) : -1;
        string route = colon < 0 ? "" : Join(tokens[..colon], isSpec: true);
        List<AddressToken> spec = tokens[(colon + 1)..];
        int at = spec.FindLastIndex(static token => token.Is('@'));
        string local = Join(at < 0 ? spec : spec[..at], isSpec: true), domain = at < 0 ? "" : Join(spec[(at + 1)..], isSpec: true);
        if (domain.Length == 0 || local.Length == 0)
            problems.Add(local.Length > 0 ? "an address without a domain" : domain.Length > 0 ? "an address without a local part" : "an empty address");
        if (spec.Count(static token => token.Is('@')) > 1)
            problems.Add("more than one at sign in an address");
        for (int i = 1; i < spec.Count; i++)
        {
            if (spec[i].IsApart && !IsJoined(spec[i - 1], spec[i]))
                problems.Add("white space in an address");
        }

        return new MailAddress(name, local, domain, route, comments, group);
    }

    // In an address white space may stand around dots and at signs (RFC 5322 §4.4), elsewhere it parts words.
    private static bool IsJoined(AddressToken left, AddressToken right) => !right.IsApart || left.Kind == AddressTokenKind.Special || right.Kind == AddressTokenKind.Special
        || left.Text.EndsWith('.') || right.Text.StartsWith('.');

    private static string Join(List<AddressToken> tokens, bool isSpec)
    {
        var text = new StringBuilder();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (i > 0 && (isSpec ? !IsJoined(tokens[i - 1], tokens[i]) : tokens[i].IsApart))
                text.Append(' ');
            text.Append(tokens[i].Text);
        }

        return text.ToString();
    }
}
