using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Addresses;

/// <summary>Puts tokens together to addresses (RFC 5322 §3.4, §4.4); what is malformed is read as mail programs would.</summary>
internal sealed class AddressListParser
{
    private const int MostAddresses = 10_000;

    private readonly List<MailAddress> _addresses = [];
    private readonly List<string> _groups = [];
    private readonly ProblemList _problems = new();
    private readonly AddressScanner _scanner;
    private AddressElement _element = new();
    private string _group = "";
    private bool _isInGroup;

    private AddressListParser(string field) => _scanner = new AddressScanner(field, _problems);

    /// <summary>Reads a field.</summary>
    public static AddressList Parse(string field)
    {
        var parser = new AddressListParser(field);
        parser.Run();
        return new AddressList(parser._addresses, parser._groups, parser._problems);
    }

    private void Run()
    {
        for (AddressToken token = _scanner.Next(); token.Kind != AddressTokenKind.End; token = _scanner.Next())
        {
            if (_addresses.Count >= MostAddresses)
            {
                _problems.Add($"more than {MostAddresses} addresses");
                return;
            }

            Take(token);
        }

        EndElement();
        if (_isInGroup)
            _problems.Add("a group without end");
    }

    private void Take(AddressToken token)
    {
        if (token.Kind == AddressTokenKind.Comment)
            _element.AddComment(token.Text);
        else if (token.Is('<'))
            OpenAngle();
        else if (token.Is('>'))
            CloseAngle();
        else if ((token.Is(',') || token.Is(':')) && _element.IsInRoute)
            _element.Add(token);
        else if (token.Is(','))
            EndElement();
        else if (token.Is(';'))
            EndGroup();
        else if (token.Is(':'))
            BeginGroup();
        else
            TakePart(token);
    }

    private void TakePart(AddressToken token)
    {
        if (_element.IsClosed || _element.IsBeginOfNext(token))
        {
            _problems.Add("no comma between two addresses");
            AddressElement next = _element.SplitForNext(token);
            EndElement();
            _element = next;
        }

        _element.Add(token);
    }

    private void OpenAngle()
    {
        if (_element.IsInAngle)
        {
            _problems.Add("`<' within angle brackets");
            return;
        }

        if (_element.IsClosed)
        {
            _problems.Add("no comma between two addresses");
            EndElement();
        }

        _element.OpenAngle();
    }

    private void CloseAngle()
    {
        if (!_element.IsInAngle)
            _problems.Add("`>' without `<'");
        _element.CloseAngle();
    }

    private void BeginGroup()
    {
        if (!_element.CanNameGroup)
        {
            _problems.Add("a colon in an address");
            EndElement();
            return;
        }

        if (_isInGroup)
            _problems.Add("a group within a group");
        _group = _element.Phrase;
        _groups.Add(_group);
        _isInGroup = true;
        _element = new AddressElement();
    }

    private void EndGroup()
    {
        EndElement();
        if (!_isInGroup)
            _problems.Add("a semicolon outside a group");
        (_group, _isInGroup) = ("", false);
    }

    private void EndElement()
    {
        if (_element.Build(_group, _problems) is { } address)
            _addresses.Add(address);
        _element = new AddressElement();
    }
}
