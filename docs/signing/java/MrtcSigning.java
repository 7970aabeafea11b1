import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an application's own server signs for mrtc, with nothing but the JDK (11 or later): signatures that let its users
 * in, and requests to the HTTP API. Copy this file. Keys and secrets stay on servers.
 */
public final class MrtcSigning {
  private static final int NONCE_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private MrtcSigning() {}

  /**
   * The signature that a client of this user connects with.
   *
   * @param uid letters, digits and underscore
   * @param expireTime milliseconds since 1970, 13 digits: until when the signature holds
   * @param privateKey of the call app as the console shows it: Base64 of PKCS#8 DER
   */
  public static String signUser(
      String bizName, String appId, String workspaceId, String uid, long expireTime, String privateKey)
      throws GeneralSecurityException {
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(privateKey));
    PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(encoded);
    // With a private key the padding is that of signatures (block type 1). There is no hash.
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, key);
    String text = bizName + appId + workspaceId + uid + expireTime;
    return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The headers that sign a request to the HTTP API. Make them anew for each request, also when one is repeated.
   *
   * @param path with its query, as it is sent: /api/v1/apps?limit=10
   * @param body as it is sent; empty where there is none
   */
  public static Map<String, String> signRequest(
      String method, String path, byte[] body, String keyId, String secret) throws GeneralSecurityException {
    String timestamp = Long.toString(System.currentTimeMillis());
    byte[] random = new byte[NONCE_BYTES];
    RANDOM.nextBytes(random);
    String nonce = hex(random);
    String bodyHash = hex(MessageDigest.getInstance("SHA-256").digest(body));
    String text =
        String.join(
            "\n", "MRTC1-HMAC-SHA256", timestamp, nonce, method.toUpperCase(Locale.ROOT), path, bodyHash);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Mrtc-Key", keyId);
    headers.put("X-Mrtc-Timestamp", timestamp);
    headers.put("X-Mrtc-Nonce", nonce);
    headers.put("X-Mrtc-Signature", hex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))));
    return headers;
  }

  private static String hex(byte[] bytes) {
    return String.format("%0" + 2 * bytes.length + "x", new BigInteger(1, bytes));
  }

  /** The helper as a program: see README.md beside it. */
  public static void main(String[] arguments) throws GeneralSecurityException {
    Map<String, String> given = System.getenv();
    if (arguments.length == 6 && arguments[0].equals("user")) {
      long expireTime = Long.parseLong(arguments[5]);
      String privateKey = given.getOrDefault("MRTC_PRIVATE_KEY", "");
      System.out.println(
          signUser(arguments[1], arguments[2], arguments[3], arguments[4], expireTime, privateKey));
    } else if (arguments.length >= 3 && arguments[0].equals("request")) {
      byte[] body = (arguments.length > 3 ? arguments[3] : "").getBytes(StandardCharsets.UTF_8);
      String keyId = given.getOrDefault("MRTC_API_KEY_ID", "");
      String secret = given.getOrDefault("MRTC_API_SECRET", "");
      signRequest(arguments[1], arguments[2], body, keyId, secret)
          .forEach((name, value) -> System.out.println(name + ": " + value));
    } else {
      System.err.println(
          "user <bizName> <appId> <workspaceId> <uid> <expireTime> | request <method> <path> [body]");
      System.exit(1);
    }
  }
}
