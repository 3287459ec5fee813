using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Attendance.Access.Identity;

/// <summary>Tells data protection that its keys are not stored in the clear: <see cref="ProtectionKeys"/> seals the whole element.</summary>
internal sealed class SealedElsewhere : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(plaintextElement, typeof(Opened));

    /// <summary>What the repository hands out is open already.</summary>
    private sealed class Opened : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => encryptedElement;
    }
}
