using System.Reflection.Emit;
using Postern.Abstractions.Mfl;

namespace Postern.Mfl.Emit;

/// <summary>What the functions of a program share: fields of the session class, and each other.</summary>
/// <param name="Globals">By index of the global.</param>
/// <param name="Modules">The plugin modules, typed.</param>
/// <param name="Methods">By index of the function.</param>
internal sealed record EmittedFields(
    IReadOnlyList<FieldBuilder> Globals, IReadOnlyDictionary<IMflModule, FieldBuilder> Modules, IReadOnlyList<MethodBuilder> Methods);
