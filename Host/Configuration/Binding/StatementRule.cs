using Postern.Abstractions.Configuration;

namespace Postern.Configuration.Binding;

/// <summary>What one statement changes in the options of its block.</summary>
internal delegate T StatementRule<T>(T options, ConfigurationStatement statement, ValueReader read);
