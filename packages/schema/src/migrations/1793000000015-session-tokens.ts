import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Stores hashes of session tokens instead of the tokens (SHA-256, base64url; see `session-token.ts`), so nobody can
 * sign in with the contents of a backup. Signed-in people stay signed in. From now on, no session lasts longer than 30
 * days.
 */
export class SessionTokens1793000000015 implements MigrationInterface {
  readonly name = "SessionTokens1793000000015";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `update identity.session set
         token = translate(encode(sha256(convert_to(token, 'UTF8')), 'base64'), '+/=', '-_'),
         "expiresAt" = least("expiresAt", "createdAt" + interval '30 days')
       where length(token) = 32`,
    );
  }

  async down(): Promise<void> {
    throw new Error(
      "Tokens cannot be recovered from their hashes: end all sessions instead (delete from identity.session).",
    );
  }
}
