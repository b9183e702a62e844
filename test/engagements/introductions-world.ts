import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { type Letter, lettersTo } from "../support/mailbox.ts";
import { mutate } from "../support/mutate.ts";
import type { Stage } from "../support/stage.ts";

const people = {
  mentor: ["Mia", "COACH"],
  mentee: ["Theo", "CLIENT"],
  fellow: ["Tara", "CLIENT"],
  other: ["Ida", "COACH"],
  manager: ["Pam", "PROGRAM_MANAGER"],
  owner: ["Olga", "OWNER"],
} as const;
type Key = keyof typeof people;

export const MESSAGE = "You both build things that float.";
export const OUTSIDER = { name: "Noor", email: "noor@outside.example" };

/** A mentor of a group of two, and somebody whom the mentor coached with once. */
export async function introductionsWorld({ database, platform, signedIn }: Stage) {
  const firm = await FirmFactory.create(database.admin, { name: "Quayside" });
  const addressOf = (name: string) => `${name}.${firm.firmId}@firm.example`.toLowerCase();
  const ids = {} as Record<Key, string>;
  const by = {} as Record<Key, TestClient>;
  for (const [key, [name, role]] of Object.entries(people) as [Key, (typeof people)[Key]][]) {
    ids[key] = await firm.person([role], { name, email: addressOf(name), status: "ACTIVE" });
    by[key] = await signedIn(firm, ids[key]);
  }
  const informal = { kind: "MENTORING", mentoring_form: "INFORMAL", allocation_unit: null, allocation_amount: null };
  // By it the mentor sees the other.
  await firm.engagement({ coaches: [ids.mentor, ids.other] }, informal);
  const engagement = (values: object = {}, mentor = ids.mentor) =>
    firm.engagement(
      { coaches: [mentor], participants: [ids.mentee, ids.fellow] },
      { ...informal, format: "GROUP", title: "A year", ...values },
    );
  const introduce = (engagementId: string, input: object = {}, as = by.mentor): Promise<AnyData> =>
    mutate(
      as,
      "introduceMentee",
      {
        ...{ engagementId: apiId("engagement", engagementId), menteeId: apiId("person", ids.mentee), message: MESSAGE },
        ...("outsider" in input || "introducedId" in input ? {} : { introducedId: apiId("person", ids.other) }),
        ...input,
      },
      { answer: ANSWER },
    );
  const stateOf = async (as: TestClient, id: string): Promise<AnyData> =>
    (await as.ask(`query ($id: ID!) { node(id: $id) { ... on Introduction { ${FIELDS} } } }`, { id })).node;
  return {
    ...{ database, firm, ids, by, addressOf, engagement, introduce, stateOf },
    /** Introduces the mentee to the other, or as the input says; gives the id. */
    asked: async (engagementId: string, input: object = {}): Promise<string> =>
      (await introduce(engagementId, input)).introduction.id,
    act: (as: TestClient, verb: "accept" | "decline" | "withdraw", id: string): Promise<AnyData> =>
      mutate(as, `${verb}Introduction`, { id }, { answer: ANSWER }),
    close: (id: string, name = "completeEngagement"): Promise<AnyData> =>
      mutate(
        by.manager,
        name,
        { id: apiId("engagement", id), closingReason: name === "completeEngagement" ? "TERM_ENDED" : "NO_TIME" },
        { type: "CloseEngagementInput" },
      ),
    /** The letters to an address of the firm, or another. */
    lettersTo: async (address: string): Promise<readonly Letter[]> => {
      await allDone(database, firm.firmId);
      return lettersTo(platform.outbox, address);
    },
    eventsOf: async (): Promise<string[]> => {
      const { rows } = await database.admin.query<{ type: string }>(
        "select type from event where firm_id = $1 and type like 'introduction%' order by seq",
        [firm.firmId],
      );
      return rows.map(({ type }) => type.replace("introduction.", ""));
    },
    /** The stored row of the outsider, or what became of it. */
    storedOf: async (id: string): Promise<AnyData> => {
      const text =
        "select status, outsider_name as name, outsider_email as email from introduction where id = $1::uuid";
      return (await database.admin.query(text, [id.replace("introduction_", "")])).rows[0];
    },
  };
}

export type IntroductionsWorld = Awaited<ReturnType<typeof introductionsWorld>>;

const ANSWER = "introduction { id status menteeAnswer introducedAnswer version }";

const FIELDS = `status message mentorName menteeName introducedName menteeEmail introducedEmail
  mentor { name } mentee { name } introduced { name } engagement { title }`;
