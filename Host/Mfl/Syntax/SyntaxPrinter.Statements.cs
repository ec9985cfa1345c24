namespace Postern.Mfl.Syntax;

/// <content>Statements.</content>
internal sealed partial class SyntaxPrinter
{
    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Statement.If @if:
                WriteIf(@if);
                break;
            case Statement.Switch @switch:
                WriteCases("switch ", @switch.Value, "case ", @switch.Cases);
                break;
            case Statement.On on:
                WriteCases("on ", on.Condition, "when ", on.Cases);
                break;
            case Statement.Loop loop:
                WriteLoop(loop);
                break;
            case Statement.Try @try:
                _text.Append("try\n");
                DoBlock(@try.Body);
                End();
                Start();
                WriteCatch(@try.Handler);
                break;
            case Statement.Catch @catch:
                WriteCatch(@catch);
                break;
            case Statement.Reply reply:
                WriteReply(reply);
                break;
            case Statement.Header header:
                WriteHeader(header);
                break;
            default:
                WriteSimple(statement);
                break;
        }
    }

    private void WriteSimple(Statement statement)
    {
        switch (statement)
        {
            case Statement.Variable variable:
                _text.Append(TypeWord(variable.Symbol.DeclaredType ?? MflType.String)).Append(' ').Append(variable.Symbol.Name);
                Initializer(variable.Initializer);
                break;
            case Statement.Constants constants:
                _indent--;
                Constants(constants.Items, constants.IsEnumeration, qualifies: false);
                _indent++;
                break;
            case Statement.Set set:
                _text.Append("set ").Append(set.Symbol.Name);
                Initializer(set.Value);
                break;
            case Statement.Break { Label: var label }:
                _text.Append("break ").Append(label);
                break;
            case Statement.Next { Label: var label }:
                _text.Append("next ").Append(label);
                break;
            case Statement.Throw @throw:
                _text.Append("throw ");
                Write(@throw.Code);
                Initializer(@throw.Text);
                break;
            case Statement.Return @return:
                _text.Append("return");
                Initializer(@return.Value);
                break;
            case Statement.Echo echo:
                _text.Append("echo");
                Initializer(echo.Value);
                break;
            case Statement.Pass:
                _text.Append("pass");
                break;
            case Statement.Evaluate evaluate:
                _text.Append(evaluate.IsVoid ? "void(" : "");
                Write(evaluate.Call);
                _text.Append(evaluate.IsVoid ? ")" : "");
                break;
        }
    }

    private void WriteIf(Statement.If statement)
    {
        for (var i = 0; i < statement.Branches.Count; i++)
        {
            if (i > 0)
                Start();
            _text.Append(i == 0 ? "if" : "elif");
            Initializer(statement.Branches[i].Condition);
            End();
            Body(statement.Branches[i].Body);
        }

        if (statement.Else != null)
        {
            Line("else");
            Body(statement.Else);
        }

        Start();
        _text.Append("fi");
    }

    private void WriteCases(string head, Expression value, string keyword, IReadOnlyList<Statement.SwitchCase> cases)
    {
        _text.Append(head);
        Write(value);
        End();
        Line("do");
        foreach (var each in cases)
        {
            Start();
            _text.Append(each.Labels.Count == 0 ? "default" : keyword);
            for (var i = 0; i < each.Labels.Count; i++)
            {
                _text.Append(i > 0 ? " or " : "");
                Write(each.Labels[i]);
            }

            _text.Append(":\n");
            Body(each.Body);
        }

        Start();
        _text.Append("done");
    }

    private void WriteLoop(Statement.Loop loop)
    {
        _text.Append("loop ").Append(loop.Label).Append('\n');
        var separator = "";
        if (loop.Initial != null)
        {
            Line("for");
            Body(loop.Initial);
            separator = ", ";
        }

        if (loop.IsStepFirst)
            separator = WriteStep(loop.Step, separator);
        if (loop.While != null)
        {
            Start();
            _text.Append(separator).Append("while");
            Initializer(loop.While);
            End();
            separator = ", ";
        }

        if (!loop.IsStepFirst)
            WriteStep(loop.Step, separator);
        DoBlock(loop.Body);
        if (loop.DoneWhile == null)
            return;
        _text.Append(" while");
        Initializer(loop.DoneWhile);
    }

    private string WriteStep(Block? step, string separator)
    {
        if (step == null)
            return separator;
        Line(separator);
        Body(step);
        return ", ";
    }

    private void WriteCatch(Statement.Catch statement)
    {
        _text.Append("catch ");
        if (statement.Exceptions == null)
            _text.Append('*');
        for (var i = 0; i < statement.Exceptions?.Count; i++)
        {
            _text.Append(i > 0 ? " or " : "");
            Write(statement.Exceptions[i]);
        }

        End();
        DoBlock(statement.Body);
    }

    private void WriteReply(Statement.Reply reply)
    {
        _text.Append(TokenNames.Of(TokenKindOf(reply.Action)));
        if (reply.Code == null && reply.ExtendedCode == null && reply.Message == null)
            return;
        _text.Append('(');
        if (reply.Code != null)
            Write(reply.Code);
        _text.Append(", ");
        if (reply.ExtendedCode != null)
            Write(reply.ExtendedCode);
        _text.Append(", ");
        if (reply.Message != null)
            Write(reply.Message);
        _text.Append(')');
    }

    private static TokenKind TokenKindOf(ReplyAction action) => action switch
    {
        ReplyAction.Accept => TokenKind.Accept,
        ReplyAction.Continue => TokenKind.Continue,
        ReplyAction.Discard => TokenKind.Discard,
        ReplyAction.Reject => TokenKind.Reject,
        _ => TokenKind.Tempfail,
    };

    private void WriteHeader(Statement.Header header)
    {
        _text.Append(header.Action switch
        {
            HeaderAction.Add => "add",
            HeaderAction.Replace => "replace",
            _ => "delete",
        });
        Initializer(header.Name);
        Initializer(header.Value);
    }
}
