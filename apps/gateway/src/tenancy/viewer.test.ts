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
  dependsOn: ["session one", "user one", "person one"],
};

/** Tokens that count their lookups, and a clock that only moves when told to. */
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

  test("is looked up again when what it stands on has changed, and only then", async () => {
    const { seen, viewers } = setUp();
    await viewers.resolveBearer("good");
    viewers.recheck(new Set(["another user"]));
    await viewers.resolveBearer("good");
    expect(seen.looks).toBe(1);
    for (const changed of [new Set(["session one"]), new Set(["another", "person one"]), null]) {
      const before = seen.looks;
      viewers.recheck(changed);
      await viewers.resolveBearer("good");
      expect(seen.looks).toBe(before + 1);
    }
  });

  test("whose person changes while it is looked up is looked up again for those who wait already", async () => {
    let grants = ["OWNER"];
    const gate = Promise.withResolvers<void>();
    const { seen, viewers } = setUp(async () => {
      const answer = { ...coach, grants };
      await gate.promise;
      return answer;
    });
    const first = viewers.resolveBearer("good");
    grants = ["COACH"];
    viewers.recheck(new Set(["person one"]));
    gate.resolve();
    expect((await first).grants).toEqual(["COACH"]);
    expect(seen.looks).toBe(2);
  });

  test("that cannot be looked up for an outage of the database is not called invalid", async () => {
    const { viewers } = setUp(() => Promise.reject(new Error("The database does not answer.")));
    await expect(viewers.resolveBearer("good")).rejects.toThrow("does not answer");
  });

  test("is somebody else in each firm, and looked up once for each", async () => {
    const { seen, viewers } = setUp();
    const firms = ["firm_1", "firm_2", "", undefined];
    for (const firm of [...firms, ...firms]) await viewers.resolveBearer("good", firm);
    expect(seen.looks).toBe(firms.length);
  });

  test("of no known kind is refused without a look", async () => {
    const { seen, viewers } = setUp();
    await expect(viewers.resolveBearer("bad")).rejects.toEqual(refused("UNAUTHENTICATED"));
    expect(seen.looks).toBe(0);
  });
});
