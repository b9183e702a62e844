import { describe, expect, test } from "@jest/globals";
import { type CredentialKind, type Resolved, Viewers } from "./viewer.js";
import { credentialError } from "./viewer-refusal.js";

const coach: Resolved = {
  firmId: "01a2077b-4834-7173-a840-fc60893aae79",
  personId: "01a2077b-4834-7173-a840-fc60893aae80",
  actorId: "01a2077b-4834-7173-a840-fc60893aae80",
  grants: ["COACH"],
  today: "2027-03-01",
  firmTimeZone: "Europe/London",
  expiresAt: new Date(10_000),
  credential: "one",
};

/** Tokens that say the number of times they were looked up, and a clock that stands until it is moved. */
function setUp(answer: () => Promise<Resolved> = async () => coach) {
  const seen = { looks: 0, now: 0 };
  const kind: CredentialKind = {
    claims: (token) => token.startsWith("good"),
    resolve: async () => {
      seen.looks += 1;
      return answer();
    },
  };
  return { seen, viewers: new Viewers([kind], { now: () => seen.now }) };
}

const refused = (code: string) => expect.objectContaining({ extensions: { code, http: { status: 401 } } });

describe("A bearer token", () => {
  test("is looked up once for all that ask within a second, and again after it", async () => {
    const { seen, viewers } = setUp();
    await Promise.all([viewers.resolveBearer("good"), viewers.resolveBearer("good")]);
    seen.now = 999;
    await viewers.resolveBearer("good");
    expect(seen.looks).toBe(1);
    seen.now = 1000;
    await viewers.resolveBearer("good");
    expect(seen.looks).toBe(2);
  });

  test("is not remembered beyond its own end", async () => {
    const { seen, viewers } = setUp();
    seen.now = 9_500;
    await viewers.resolveBearer("good");
    seen.now = 10_000;
    await viewers.resolveBearer("good");
    expect(seen.looks).toBe(2);
  });

  test("that was refused is looked up again at once", async () => {
    let chosen = false;
    const { viewers } = setUp(async () => {
      if (chosen) return coach;
      throw credentialError("FIRM_NOT_CHOSEN", "Choose a firm.");
    });
    await expect(viewers.resolveBearer("good")).rejects.toEqual(refused("FIRM_NOT_CHOSEN"));
    chosen = true;
    await expect(viewers.resolveBearer("good")).resolves.toBe(coach);
  });

  test("that was forgotten while it was looked up is looked up again", async () => {
    const { seen, viewers } = setUp();
    const first = viewers.resolveBearer("good");
    viewers.forget("good");
    await first;
    await viewers.resolveBearer("good");
    expect(seen.looks).toBe(2);
  });

  test("of no known kind is refused without a look", async () => {
    const { seen, viewers } = setUp();
    await expect(viewers.resolveBearer("bad")).rejects.toEqual(refused("UNAUTHENTICATED"));
    expect(seen.looks).toBe(0);
  });
});

describe("An open socket", () => {
  test("goes on while its token stands for the same person with the same rights", async () => {
    const { viewers } = setUp();
    await expect(viewers.stillValid("good", coach)).resolves.toBe(true);
  });

  test("ends when the token is revoked, or its holder's roles or firm change", async () => {
    const revoked = setUp(() => Promise.reject(credentialError("UNAUTHENTICATED", "Revoked.")));
    await expect(revoked.viewers.stillValid("good", coach)).resolves.toBe(false);
    const promoted = setUp(async () => ({ ...coach, grants: ["COACH", "OWNER"] }));
    await expect(promoted.viewers.stillValid("good", coach)).resolves.toBe(false);
  });

  test("is not ended by an outage of the database", async () => {
    const { viewers } = setUp(() => Promise.reject(new Error("The database does not answer.")));
    await expect(viewers.stillValid("good", coach)).rejects.toThrow("does not answer");
  });
});
