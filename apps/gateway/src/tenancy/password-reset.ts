import type { BetterAuthPlugin } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { z } from "zod";
import type { DoorOptions } from "./auth-door.js";
import { proveMailbox, setPassword } from "./auth-identity.js";
import { hashNewPassword } from "./auth-password-rules.js";
import { endSignIns } from "./end-sign-ins.js";
import { addresseeOf, isAskedTooOften, mailboxOf } from "./mailbox.js";
import { claimLetter, letterOfToken, tellOfNewPassword, voidLetters, writeSignInLetter } from "./sign-in-letter.js";

/**
 * `POST /password/forgot {email}` has a letter sent with which `POST /password/reset {token, password}` sets a new password,
 * within an hour and once. It proves the mailbox, ends all sign-ins, and is told by letter.
 */
export function passwordReset(options: DoorOptions): BetterAuthPlugin {
  const { identity, clock, mailboxTokens, guesses } = options;

  const asked = z.object({ email: z.string() });
  const forgot = createAuthEndpoint("/password/forgot", { method: "POST", body: asked }, async (ctx) => {
    const address = mailboxOf(ctx.body.email, "email");
    const now = clock.now();
    // Whoever signs in with the address or not: the same is asked and written, and the same is answered.
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
      // What somebody asked for meanwhile who knew the old password opens nothing either.
      await voidLetters(query, userId, now);
      await tellOfNewPassword(query, userId, now);
    });
    await guesses.forgive(letter.address);
    return ctx.json({ status: true });
  });

  return { id: "password-reset", endpoints: { forgotPassword: forgot, resetForgottenPassword: reset } };
}
