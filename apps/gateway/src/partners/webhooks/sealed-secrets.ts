import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** What a secret belongs to. A sealed secret opens for nothing else, so that no row can carry another's. */
export interface SecretOwner {
  readonly firmId: string;
  readonly endpointId: string;
}

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The form of what is stored. Another form gets another name. */
const FORM = "v1";

/** Keeps secrets that must be read again, because messages are signed with them: encrypted with a key of the deployment. */
export class SealedSecrets {
  readonly #key: Buffer;

  /** @param key the setting SECRETS_KEY, of any form */
  constructor(key: string) {
    this.#key = Buffer.from(hkdfSync("sha256", key, "", "coachwork webhook secrets", 32));
  }

  seal(secret: string, owner: SecretOwner): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce).setAAD(namesOf(owner));
    const sealed = Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `${FORM}.${sealed.toString("base64url")}`;
  }

  /** @throws UnreadableSecret if it was sealed with another key or for another owner, or was changed */
  open(sealed: string, owner: SecretOwner): string {
    const [form, text = ""] = sealed.split(".");
    const bytes = Buffer.from(text, "base64url");
    if (form !== FORM || bytes.length < NONCE_BYTES + TAG_BYTES) throw new UnreadableSecret(owner);
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(namesOf(owner))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const opened = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]).toString("utf8");
    } catch {
      throw new UnreadableSecret(owner);
    }
  }
}

export class UnreadableSecret extends Error {
  override readonly name = "UnreadableSecret";

  constructor({ endpointId }: SecretOwner) {
    super(
      `The secret of the webhook endpoint ${endpointId} cannot be read. SECRETS_KEY must be the key that it was stored with; or rotate the secret.`,
    );
  }
}

function namesOf({ firmId, endpointId }: SecretOwner): Buffer {
  return Buffer.from(`${firmId} ${endpointId}`);
}
