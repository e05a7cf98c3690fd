using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Faultline.Load.Http;

/// <summary>Which certificates of https servers are believed.</summary>
public sealed class ServerTrust
{
    private readonly X509Certificate2Collection? _authorities;
    private readonly bool _anything;

    private ServerTrust(X509Certificate2Collection? authorities, bool anything) => (_authorities, _anything) = (authorities, anything);

    /// <summary>Those that the machine believes.</summary>
    public static ServerTrust Machine { get; } = new(null, anything: false);

    /// <summary>Any at all: whoever stands in between reads and changes everything. See <see cref="Warning"/>.</summary>
    public static ServerTrust Anything { get; } = new(null, anything: true);

    /// <summary>What a reader of the results must be told; null where there is nothing to tell.</summary>
    public string? Warning => _anything ? "The certificates of https servers were not checked." : null;

    /// <summary>Those that are signed by the authorities of a PEM file, or stand in it themselves.</summary>
    /// <exception cref="InvalidDataException">It holds no certificate; the message names the file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public static ServerTrust Of(string caFile)
    {
        var pem = File.ReadAllText(caFile);
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"{caFile} holds a certificate that cannot be read: {e.Message}", e);
        }

        return authorities.Count > 0
            ? new ServerTrust(authorities, anything: false)
            : throw new InvalidDataException($"{caFile} holds no certificate (PEM is expected: -----BEGIN CERTIFICATE-----)");
    }

    /// <summary>How a connection to this host is secured.</summary>
    internal SslClientAuthenticationOptions Options(string host) => new()
    {
        TargetHost = host,
        ApplicationProtocols = [SslApplicationProtocol.Http11],
        CertificateChainPolicy = _authorities is null ? null : Policy(_authorities),
#pragma warning disable CA5359 // It is what was asked for, and it is told.
        RemoteCertificateValidationCallback = _anything ? static (_, _, _, _) => true : null,
#pragma warning restore CA5359
    };

    private static X509ChainPolicy Policy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // Authorities of one's own seldom have lists of what they took back, and nothing may be asked of the network.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
