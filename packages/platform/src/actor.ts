import type { Actor } from "@coachwork/schema";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";

const shape = z.object({
  firmId: z.uuid(),
  personId: z.uuid().nullable(),
  grants: z.array(z.string()),
  today: z.iso.date(),
  actorId: z.uuid(),
  firmTimeZone: z.string(),
  clientAddress: z.string().optional(),
});

/** How long a service may use what another service told it about a viewer. */
const LIFETIME_S = 60;
/** How far the clocks of two services may differ, in either direction. */
const SKEW_S = 60;

/** The token is genuine, but its time is wrong: the clocks of the two services differ by more than the tolerance. */
export class ClocksApart extends Error {
  override readonly name = "ClocksApart";

  constructor(readonly seconds: number) {
    const direction = seconds > 0 ? "behind" : "ahead of";
    super(
      `The caller's clock is ${Math.abs(seconds)} seconds ${direction} this one. Set both by the same time server.`,
    );
  }
}

/** Tells another service who is asking, so that it applies the same two walls. Null means an unknown caller. */
export async function signActor(actor: Actor | null, secret: string, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ actor })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer("coachwork")
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_S)
    .sign(new TextEncoder().encode(secret));
}

/**
 * Reads who is asking. Null if that is unknown. Throws if the token is forged or malformed, and `ClocksApart` if its
 * time is wrong.
 */
export async function verifyActor(token: string, secret: string, now: number): Promise<Actor | null> {
  const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
    issuer: "coachwork",
    algorithms: ["HS256"],
    requiredClaims: ["iat", "exp"],
    // The token's age is checked below, where the difference can be reported.
    currentDate: new Date(0),
  });
  const age = Math.floor(now / 1000) - payload.iat!;
  if (age > LIFETIME_S + SKEW_S || age < -SKEW_S) throw new ClocksApart(age);
  return shape.nullable().parse(payload.actor);
}
