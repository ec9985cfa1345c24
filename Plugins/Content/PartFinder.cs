using System.Globalization;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Content;

/// <summary>Parts by their numbers from the outside, each from 1.</summary>
internal static class PartFinder
{
    /// <summary>Finds a part.</summary>
    /// <exception cref="MflException"><c>e_not_found</c>: there is none.</exception>
    public static IMimeEntity Find(string function, IMailMessage message, ReadOnlySpan<long> path)
    {
        IMimeEntity entity = message.Root;
        foreach (long number in path)
        {
            if (number < 1 || number > entity.Parts.Count)
            {
                string shown = string.Join('.', path.ToArray().Select(static item => item.ToString(CultureInfo.InvariantCulture)));
                throw new MflException(MflExceptionCode.NotFound, $"{function}: there is no part {shown}");
            }

            entity = entity.Parts[(int)number - 1];
        }

        return entity;
    }
}
