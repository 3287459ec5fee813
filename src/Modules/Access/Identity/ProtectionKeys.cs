using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Attendance.Access.Identity;

/// <summary>
/// Data protection keys in the database, so that every Host reads what another one protected; each is sealed under the installation's master key
/// (AES-256-GCM), which is not in the database. The framework's interface is synchronous; it asks a few times a day.
/// </summary>
internal sealed class ProtectionKeys(Database database, IWriter writer, MasterKey master) : IXmlRepository
{
    private static readonly int NonceLength = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagLength = AesGcm.TagByteSizes.MaxSize;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.CreateConnection();
        return [.. connection.Query<string>("select xml from access_protection_key order by name").Select(Open)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var row = new { name = friendlyName, xml = Seal(element) };
#pragma warning disable RS0030 // The interface is synchronous, and the writer's thread never asks for keys.
        writer
            .Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    "insert into access_protection_key (name, xml) values (@name, @xml) on conflict (name) do nothing",
                    row,
                    transaction
                )
            )
            .GetAwaiter()
            .GetResult();
#pragma warning restore RS0030
    }

    private string Seal(XElement element)
    {
        var plain = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        var body = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(body.AsSpan(0, NonceLength));
        using var aes = new AesGcm(master.Get(), TagLength);
        aes.Encrypt(body.AsSpan(0, NonceLength), plain, body.AsSpan(NonceLength + TagLength), body.AsSpan(NonceLength, TagLength));
        return Convert.ToBase64String(body);
    }

    private XElement Open(string text)
    {
        var body = Convert.FromBase64String(text);
        var plain = new byte[body.Length - NonceLength - TagLength];
        using var aes = new AesGcm(master.Get(), TagLength);
        aes.Decrypt(body.AsSpan(0, NonceLength), body.AsSpan(NonceLength + TagLength), body.AsSpan(NonceLength, TagLength), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
