import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Cipher;

/** Signs as the guide tells Java servers to (section 4). Run: java GuideSign.java <private key> <text>... */
public class GuideSign {
  public static void main(String[] arguments) throws Exception {
    byte[] keyBytes = Base64.getDecoder().decode(arguments[0]);
    PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(keyBytes));
    for (int i = 1; i < arguments.length; i++) {
      Cipher cipher = Cipher.getInstance("RSA");
      cipher.init(Cipher.ENCRYPT_MODE, key);
      byte[] content = Base64.getDecoder().decode(arguments[i]);
      System.out.println(Base64.getEncoder().encodeToString(cipher.doFinal(content)));
    }
  }
}
