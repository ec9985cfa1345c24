using System.Runtime.InteropServices;
using Postern.Mfl.Binding;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Code;

/// <summary>
/// Finds the case of a <c>switch</c>: numbers by a table of jumps or by halving, strings by their length, then by the byte that tells most of them
/// apart, and only the last few by comparing.
/// </summary>
internal sealed class SwitchLowering(CodeBuilder code)
{
    /// <summary>So few are simply compared one after the other.</summary>
    private const int Few = 3;

    /// <summary>A table of jumps may have so many places for each number in it.</summary>
    private const int Sparseness = 4;

    /// <summary>
    /// Jumps to the target of the case that is the value of the variable, or else to <paramref name="other"/>. The labels of the cases are literals, each
    /// there once.
    /// </summary>
    public void Lower(DataType type, int local, IReadOnlyList<(BoundExpression Label, int Target)> cases, int other)
    {
        if (type == DataType.Number)
        {
            (long Number, int Target)[] numbers = [.. cases.Select(static one => (((BoundExpression.Number)one.Label).Value, one.Target))];
            Array.Sort(numbers);
            LowerNumbers(local, numbers, other);
            return;
        }

        List<(string Text, int Target)> texts = [.. cases.Select(static one => (((BoundExpression.Text)one.Label).Value, one.Target))];
        if (texts.Count <= Few)
            CompareTexts(local, texts, other);
        else
            Branch(local, [.. texts.GroupBy(static text => (long)text.Text.Length)], Opcode.TextLength, 0, other);
    }

    private void LowerNumbers(int local, ReadOnlySpan<(long Number, int Target)> cases, int other)
    {
        if (cases.Length <= Few)
        {
            foreach ((long number, int target) in cases)
                Compare(local, number, BinaryOperator.Equal, target);
            code.Emit(Opcode.Jump, 0, other);
            return;
        }

        ulong range = unchecked((ulong)(cases[^1].Number - cases[0].Number));
        if (range < (ulong)cases.Length * Sparseness)
        {
            var table = new int[(int)range + 1];
            Array.Fill(table, other);
            foreach ((long number, int target) in cases)
                table[(int)(number - cases[0].Number)] = target;
            code.Emit(Opcode.LoadLocal, 1, local);
            code.Emit(Opcode.PushNumber, 1, cases[0].Number);
            code.Emit(Opcode.Arithmetic, -1, (long)BinaryOperator.Subtract);
            code.Emit(Opcode.JumpTable, -1, 0, table);
            code.Emit(Opcode.Jump, 0, other);
            return;
        }

        int middle = cases.Length / 2;
        int lower = code.NewLabel();
        Compare(local, cases[middle].Number, BinaryOperator.Less, lower);
        LowerNumbers(local, cases[middle..], other);
        code.Define(lower);
        LowerNumbers(local, cases[..middle], other);
    }

    /// <summary>Takes a number from the string and goes on with the strings that have the same there.</summary>
    private void Branch(int text, List<IGrouping<long, (string Text, int Target)>> groups, Opcode take, int position, int other)
    {
        int number = code.NewLocal(DataType.Number);
        code.Emit(Opcode.LoadLocal, 1, text);
        code.Emit(take, 0, position);
        code.Emit(Opcode.StoreLocal, -1, number);
        groups.Sort(static (one, another) => one.Key.CompareTo(another.Key));
        List<(long Number, int Target)> targets = groups.ConvertAll(group => (group.Key, code.NewLabel()));
        LowerNumbers(number, CollectionsMarshal.AsSpan(targets), other);
        for (int i = 0; i < groups.Count; i++)
        {
            code.Define(targets[i].Target);
            LowerSameLength(text, [.. groups[i]], other);
        }
    }

    private void LowerSameLength(int local, List<(string Text, int Target)> cases, int other)
    {
        if (cases.Count <= Few)
        {
            CompareTexts(local, cases, other);
            return;
        }

        // More than one string of one length differ somewhere.
        int best = Enumerable.Range(0, cases[0].Text.Length)
            .MaxBy(position => cases.Select(text => text.Text[position]).Distinct().Count());
        Branch(local, [.. cases.GroupBy(text => (long)text.Text[best])], Opcode.TextByte, best, other);
    }

    private void CompareTexts(int local, List<(string Text, int Target)> cases, int other)
    {
        foreach ((string text, int target) in cases)
        {
            code.Emit(Opcode.LoadLocal, 1, local);
            code.Emit(Opcode.PushText, 1, 0, text);
            code.Emit(Opcode.CompareTexts, -1, (long)BinaryOperator.Equal);
            code.Emit(Opcode.JumpIfNotZero, -1, target);
        }

        code.Emit(Opcode.Jump, 0, other);
    }

    private void Compare(int local, long number, BinaryOperator operation, int target)
    {
        code.Emit(Opcode.LoadLocal, 1, local);
        code.Emit(Opcode.PushNumber, 1, number);
        code.Emit(Opcode.CompareNumbers, -1, (long)operation);
        code.Emit(Opcode.JumpIfNotZero, -1, target);
    }
}
