using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.PluginLoading;

/// <summary>Reads what a plugin's assembly declares from its metadata: functions, exports and what these need.</summary>
/// <remarks>Runs at every start of a script: signatures are read by hand, since the library's decoder would first have to be compiled.</remarks>
internal sealed class PluginMetadata
{
    private const ushort Prolog = 1;
    private const byte StringType = 0x0E;
    private const byte ArrayType = 0x1D;

    private readonly MetadataReader _metadata;
    private readonly List<string> _functions = [];
    private readonly List<string> _exports = [];
    private readonly List<string> _needs = [];

    private PluginMetadata(MetadataReader metadata) => _metadata = metadata;

    /// <summary>Reads a plugin.</summary>
    /// <exception cref="BadImageFormatException">The image is damaged.</exception>
    public static PluginIndexEntry Read(PluginFolder folder)
    {
        using var image = new PEReader(File.OpenRead(folder.FindAssembly()));
        var plugin = new PluginMetadata(image.GetMetadataReader());
        plugin.ReadAttributes();
        return new PluginIndexEntry(folder.Name, folder.Path, plugin._functions, plugin._exports, plugin._needs);
    }

    private void ReadAttributes()
    {
        foreach (CustomAttributeHandle handle in _metadata.CustomAttributes)
        {
            CustomAttribute attribute = _metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference)
                continue;
            EntityHandle parent = _metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
            if (parent.Kind != HandleKind.TypeReference)
                continue;
            StringHandle name = _metadata.GetTypeReference((TypeReferenceHandle)parent).Name;
            if (_metadata.StringComparer.Equals(name, nameof(MflFunctionAttribute)))
                ReadFunction(attribute);
            else if (_metadata.StringComparer.Equals(name, nameof(PluginExportAttribute)))
                ReadExport(attribute);
            else if (_metadata.StringComparer.Equals(name, "ExportAttribute"))
                ReadConstructors(attribute.Parent);
        }
    }

    private void ReadFunction(CustomAttribute attribute)
    {
        BlobReader value = _metadata.GetBlobReader(attribute.Value);
        if (value.ReadUInt16() == Prolog && value.ReadSerializedString() is { } name)
            _functions.Add(name);
    }

    private void ReadExport(CustomAttribute attribute)
    {
        BlobReader value = _metadata.GetBlobReader(attribute.Value);
        if (value.ReadUInt16() != Prolog || value.ReadSerializedString() is not { } type)
            return;
        string contract = type.Split(',')[0];
        contract = contract[(contract.LastIndexOf('.') + 1)..];
        _exports.Add(contract);
        _exports.Add($"{contract}:{value.ReadSerializedString()}");
        ReadNeeds(ref value);
        ReadConstructors(attribute.Parent);
    }

    // ECMA-335 §II.23.3: named arguments, each with its type, name and value.
    private void ReadNeeds(ref BlobReader value)
    {
        for (int left = value.ReadUInt16(); left > 0; left--)
        {
            _ = value.ReadByte();
            byte kind = value.ReadByte();
            if (kind == ArrayType)
                _ = value.ReadByte();
            else if (kind != StringType)
                return;
            string? name = value.ReadSerializedString();
            for (int count = kind == ArrayType ? value.ReadInt32() : 1; count > 0; count--)
            {
                if (value.ReadSerializedString() is { } text && name == nameof(PluginExportAttribute.Needs))
                    _needs.Add(text);
            }
        }
    }

    private void ReadConstructors(EntityHandle type)
    {
        if (type.Kind != HandleKind.TypeDefinition)
            return;
        foreach (MethodDefinitionHandle handle in _metadata.GetTypeDefinition((TypeDefinitionHandle)type).GetMethods())
        {
            MethodDefinition method = _metadata.GetMethodDefinition(handle);
            if (!_metadata.StringComparer.Equals(method.Name, ".ctor"))
                continue;
            BlobReader signature = _metadata.GetBlobReader(method.Signature);
            _ = signature.ReadSignatureHeader();
            int count = signature.ReadCompressedInteger();
            _ = signature.ReadSignatureTypeCode();
            while (count-- > 0 && ReadType(ref signature))
            {
            }
        }
    }

    /// <summary>Reads a parameter's type and takes the contracts in it; <see langword="false"/> for one that no import has.</summary>
    private bool ReadType(ref BlobReader signature)
    {
        switch (signature.ReadSignatureTypeCode())
        {
            case SignatureTypeCode.TypeHandle:
                Take(signature.ReadTypeHandle());
                return true;
            case SignatureTypeCode.SZArray:
                return ReadType(ref signature);
            case SignatureTypeCode.GenericTypeInstance:
                bool isKnown = ReadType(ref signature);
                for (int count = signature.ReadCompressedInteger(); isKnown && count > 0; count--)
                    isKnown = ReadType(ref signature);
                return isKnown;
            case >= SignatureTypeCode.Boolean and <= SignatureTypeCode.String or SignatureTypeCode.Object:
                return true;
            default:
                return false;
        }
    }

    private void Take(EntityHandle handle)
    {
        if (handle.Kind != HandleKind.TypeReference)
            return;
        TypeReference type = _metadata.GetTypeReference((TypeReferenceHandle)handle);
        if (_metadata.StringComparer.StartsWith(type.Namespace, SharedAssemblies.ContractName))
            _needs.Add(_metadata.GetString(type.Name));
    }
}
