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
});

/** How long a service may use what another one told it about a viewer. */
const LIFETIME_S = 60;
/** By how much the clocks of two services may differ, either way. */
const SKEW_S = 60;

/** What was told is genuine, but of another time: the clocks of the two services differ by more than is forgiven. */
export class ClocksApart extends Error {
  override readonly name = "ClocksApart";

  constructor(readonly seconds: number) {
    const direction = seconds > 0 ? "behind" : "ahead of";
    super(
      `The caller's clock is ${Math.abs(seconds)} seconds ${direction} this one: set both by the same time server.`,
    );
  }
}

/** Tells another service who is asking, so that it applies the same two walls. Null: somebody who is not known. */
export async function signActor(actor: Actor | null, secret: string, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ actor })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer("coachwork")
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_S)
    .sign(new TextEncoder().encode(secret));
}

/** Who is asking, null where that is not known. Throws where the token is forged or malformed; `ClocksApart` where it is of another time. */
export async function verifyActor(token: string, secret: string, now: number): Promise<Actor | null> {
  const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
    issuer: "coachwork",
    algorithms: ["HS256"],
    requiredClaims: ["iat", "exp"],
    // How old it is is judged below, where it is known by how much.
    currentDate: new Date(0),
  });
  const age = Math.floor(now / 1000) - payload.iat!;
  if (age > LIFETIME_S + SKEW_S || age < -SKEW_S) throw new ClocksApart(age);
  return shape.nullable().parse(payload.actor);
}
