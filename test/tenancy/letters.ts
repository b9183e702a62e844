import { type Letter, lettersTo } from "../support/mailbox.ts";
import { until } from "@coachwork/testing";

/** Waits for this many letters in a mailbox; gives the newest. */
export async function newestLetterTo(outbox: string, address: string, count = 1): Promise<Letter> {
  const letters = await until(
    `letter ${count} to ${address}`,
    () => lettersTo(outbox, address),
    ({ length }) => length >= count,
  );
  return letters.at(-1)!;
}

/** The token of the link in a letter, which is for this step of the account page. */
export function tokenIn({ text }: Letter, step: "accept" | "reset" | "confirm"): string {
  const token = new RegExp(`/account#${step}=([\\w-]+)`).exec(text)?.[1];
  if (token === undefined) throw new Error(`The letter has no link to ${step}: ${text}`);
  return token;
}
