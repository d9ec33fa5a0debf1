package dev.quiesce.harness.verify;

import dev.quiesce.harness.fuzz.FuzzTarget;
import dev.quiesce.harness.fuzz.Refusal;
import dev.quiesce.harness.result.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** Replay tokens, as they are and with the checksum that their text would have. */
public final class TokenFuzz implements FuzzTarget {
  private static final List<String> BODIES =
      List.of(
          "q1:gfree-rcu:-:clear-vs-unregister:in-tree:sc:spec:a3b2c10",
          "q1:control-unfixed:a+b~rcu.no-wait:appendix-a:vcpu:tso:full:ab",
          "q1:notifier-lock:lock:lock-order:default:sc:spec:");

  /** The only one. */
  public TokenFuzz() {}

  @Override
  public String name() {
    return "token";
  }

  @Override
  public List<byte[]> seeds() {
    return BODIES.stream().map(body -> body.getBytes(StandardCharsets.UTF_8)).toList();
  }

  @Override
  public void read(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    decode(text);
    decode(signed(text));
  }

  private static String signed(String text) {
    String body = text.strip();
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return String.format("%s:%08x", body, crc.getValue());
  }

  private static void decode(String text) {
    Token token;
    try {
      token = Token.decode(text);
    } catch (UsageException e) {
      Refusal.check(e, "replay token");
      return;
    }
    Token again = Token.decode(token.encode());
    if (!again.encode().equals(token.encode()) || !again.key().equals(token.key())) {
      throw new AssertionError("read back differently: " + token.encode());
    }
  }
}
