import type { BetterAuthPlugin } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { z } from "zod";
import type { EndpointOptions } from "./auth-endpoint.js";
import { proveMailbox, setPassword } from "./auth-identity.js";
import { hashNewPassword } from "./auth-password-rules.js";
import { endSignIns } from "./end-sign-ins.js";
import { addresseeOf, isAskedTooOften, mailboxOf } from "./mailbox.js";
import { claimLetter, letterOfToken, notifyPasswordChange, voidLetters, writeSignInLetter } from "./sign-in-letter.js";

/**
 * `POST /password/forgot {email}` sends an e-mail. Its token lets `POST /password/reset {token, password}` set a new
 * password, within an hour and once. The token proves the mailbox. A reset ends all sign-ins and is confirmed by
 * e-mail.
 */
export function passwordReset(options: EndpointOptions): BetterAuthPlugin {
  const { identity, clock, mailboxTokens, guesses } = options;

  const asked = z.object({ email: z.string() });
  const forgot = createAuthEndpoint("/password/forgot", { method: "POST", body: asked }, async (ctx) => {
    const address = mailboxOf(ctx.body.email, "email");
    const now = clock.now();
    // Known and unknown addresses cause the same reads and writes and get the same response.
    const reader = await addresseeOf(options, address);
    await identity.transaction(async (query) => {
      if (await isAskedTooOften(query, address, now)) return;
      await writeSignInLetter(query, { kind: "PASSWORD_RESET", address, ...reader }, now);
    });
    return ctx.json({ status: true });
  });

  const given = z.object({ token: z.string(), password: z.string() });
  const reset = createAuthEndpoint("/password/reset", { method: "POST", body: given }, async (ctx) => {
    const { token, password } = ctx.body;
    const letter = await letterOfToken(
      identity.query,
      { token, purpose: "password-reset", mailboxTokens },
      clock.now(),
    );
    const passwordHash = await hashNewPassword(password, { email: letter.address, name: letter.name });
    const { userId } = letter;
    await endSignIns(options, { userId }, async (query) => {
      const now = clock.now();
      await claimLetter(query, letter, now);
      await setPassword(query, userId, passwordHash, now);
      await proveMailbox(query, userId);
      // A pending request by somebody who knew the old password is void too.
      await voidLetters(query, userId, now);
      await notifyPasswordChange(query, userId, now);
    });
    await guesses.forgive(letter.address);
    return ctx.json({ status: true });
  });

  return { id: "password-reset", endpoints: { forgotPassword: forgot, resetForgottenPassword: reset } };
}
