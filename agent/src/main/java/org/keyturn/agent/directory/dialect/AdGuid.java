package org.keyturn.agent.directory.dialect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;
import org.keyturn.agent.account.AccountId;

/**
 * {@code objectGUID}: sixteen bytes, of which the first three groups are little-endian (MS-DTYP,
 * section 2.3.4), and the text that every tool of Windows shows for it.
 */
final class AdGuid {

  private AdGuid() {}

  static Optional<AccountId> id(byte[] guid) {
    if (guid.length != 16) {
      return Optional.empty();
    }
    ByteBuffer little = ByteBuffer.wrap(guid).order(ByteOrder.LITTLE_ENDIAN);
    long high =
        (Integer.toUnsignedLong(little.getInt(0)) << 32)
            | (Short.toUnsignedLong(little.getShort(4)) << 16)
            | Short.toUnsignedLong(little.getShort(6));
    long low = ByteBuffer.wrap(guid).getLong(8);
    return Optional.of(new AccountId(new UUID(high, low).toString()));
  }

  /** The bytes of a canonical text; nothing where it is none. */
  static Optional<byte[]> bytes(AccountId id) {
    UUID uuid;
    try {
      uuid = UUID.fromString(id.value());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (!uuid.toString().equals(id.value())) { // "1-2-3-4-5" is taken, too
      return Optional.empty();
    }
    long high = uuid.getMostSignificantBits();
    ByteBuffer guid = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    guid.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    guid.order(ByteOrder.BIG_ENDIAN).putLong(uuid.getLeastSignificantBits());
    return Optional.of(guid.array());
  }
}
