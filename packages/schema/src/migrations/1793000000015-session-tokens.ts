import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Keeps hashes of session tokens instead of the tokens (SHA-256, base64url, as `session-token.ts` writes them), so that nobody
 * signs in with what a backup holds. Who is signed in stays so. No session lasts longer than 30 days from now on.
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
    throw new Error("A hash does not give back its token: end all sessions instead (delete from identity.session).");
  }
}
