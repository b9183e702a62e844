import { type AnyData, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import type { Stage } from "../support/stage.ts";

export const QUESTIONNAIRE = `needsQuestionnaire { id name locale questionsVersion archivedAt version
  questions { number text weight choices } leanings { question choice leaning reason weeks format } }`;

const ASSESSMENT = `needsAssessment { id person { id } questionsVersion recommendedKind confidence
  answers { number question weight answer leaning } reasons { speaksFor contribution text }
  wantedWeeks wantedFormat chosenKind choiceReason chosenAt engagement { id } recordedBy { id } visitorName visitorEmail
  programs { programId name fits differs } version }`;

export const answer = (question: number, choice: number) => ({ question, choice });

/** Two questions: the first weighs more and leans to both kinds, the second to mentoring alone. */
export const QUESTIONS = [
  {
    ...{ text: "What for?", weight: 5 },
    choices: [
      { text: "One skill", leaning: -2, reason: "You want one skill.", weeks: 12 },
      { text: "My career", leaning: 2, reason: "You think of your career.", weeks: 52 },
    ],
  },
  {
    ...{ text: "With whom?", weight: 2 },
    choices: [
      { text: "Alone", leaning: 0, format: "INDIVIDUAL" },
      { text: "With others", leaning: 1, reason: "You like company.", format: "GROUP" },
    ],
  },
];

/** A firm in which a manager asks a client what they need. */
export class NeedsWorld {
  firm!: FirmFactory;
  manager!: TestClient;
  managerId!: string;
  client!: TestClient;
  clientId!: string;

  private constructor(readonly stage: Pick<Stage, "database" | "signedIn">) {}

  static async open(stage: Pick<Stage, "database" | "signedIn">): Promise<NeedsWorld> {
    const world = new NeedsWorld(stage);
    world.firm = await FirmFactory.create(stage.database.admin);
    world.managerId = await world.firm.person(["PROGRAM_MANAGER"]);
    world.clientId = await world.firm.person(["CLIENT"], { name: "Clemens" });
    world.manager = await stage.signedIn(world.firm, world.managerId);
    world.client = await stage.signedIn(world.firm, world.clientId);
    return world;
  }

  create(input: object = {}, by = this.manager): Promise<AnyData> {
    return mutate(by, "createNeedsQuestionnaire", { name: "Needs", ...input }, { answer: QUESTIONNAIRE });
  }

  async questionnaire(input: object = {}): Promise<string> {
    const { needsQuestionnaire, userErrors } = await this.create({ questions: QUESTIONS, ...input });
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    return needsQuestionnaire.id;
  }

  /** Answers as the client. */
  assess(input: object, by = this.client): Promise<AnyData> {
    return mutate(by, "assessNeeds", input, { answer: ASSESSMENT });
  }

  /** The id of an assessment of the client, who answered that they want one skill. */
  async assessed(questionnaireId?: string): Promise<string> {
    const id = questionnaireId ?? (await this.questionnaire());
    const { needsAssessment, userErrors } = await this.assess({ questionnaireId: id, answers: [answer(1, 1)] });
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    return needsAssessment.id;
  }

  /** Does something with an assessment. */
  act(name: string, input: object, by = this.client): Promise<AnyData> {
    return mutate(by, name, input, { answer: ASSESSMENT });
  }

  async read(id: string, by = this.client): Promise<AnyData> {
    const query = `query ($id: ID!) { ${ASSESSMENT.replace("needsAssessment {", "needsAssessment(id: $id) {")} }`;
    return (await by.ask(query, { id })).needsAssessment;
  }

  /** The address of a page for people without an account. */
  async link(questionnaireId: string, input: object = {}): Promise<{ readonly id: string; readonly address: string }> {
    const answer = "needsLink { id } address";
    const values = { questionnaireId, expiresAt: `${day(30)}T00:00:00Z`, ...input };
    const { needsLink, address, userErrors } = await mutate(this.manager, "createNeedsLink", values, { answer });
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    return { id: needsLink.id, address };
  }

  /** The types of the events about needs. */
  async told(): Promise<string[]> {
    const text = "select type from event where firm_id = $1 and type like 'needs_%' order by seq";
    const { rows } = await this.stage.database.admin.query<{ type: string }>(text, [this.firm.firmId]);
    return rows.map(({ type }) => type);
  }
}
