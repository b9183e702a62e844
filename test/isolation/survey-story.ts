import type { Actor } from "@coachwork/schema";
import { apiId } from "@coachwork/testing";
import { viewersOf } from "./viewers.js";
import type { World } from "./world.js";

type Mutate = (name: string, input: object, by?: Actor) => Promise<string>;

/** Those who run the firm write templates and send surveys, and people answer them. */
export async function askAndMeasure(mutate: Mutate, world: World): Promise<void> {
  const { CLIENT: client } = viewersOf(world);
  const questions = [{ label: "Story", kind: "SCALE", lowest: 1, highest: 5 }];
  const create = (privacy: string) => mutate("createSurveyTemplate", { title: "Story", privacy, questions });
  const templateId = await create("NAMED");
  await mutate("updateSurveyTemplate", { id: templateId, introduction: "Story" });
  const subjectId = apiId("person", world.near.client);
  const survey = await mutate("sendSurvey", { templateId, personIds: [subjectId] });
  await mutate("closeSurvey", { id: survey });
  const raters = [{ group: "PEERS", name: "Story", email: "rater@story.example" }];
  await mutate("startThreeSixty", { templateId: await create("GROUPED"), subjectId, raters });
  const answers = [{ number: 1, value: 4 }];
  await mutate("answerSurvey", { id: apiId("survey_invitation", world.near.surveys.own), answers }, client);
  const plan = { programId: apiId("program", world.near.program), templateId, point: "END" };
  const planId = await mutate("createSurveyPlan", plan);
  await mutate("updateSurveyPlan", { id: planId, daysAfter: 3 });
  await mutate("archiveSurveyPlan", { id: planId });
  await mutate("restoreSurveyPlan", { id: planId });
  await mutate("archiveSurveyTemplate", { id: templateId });
  await mutate("restoreSurveyTemplate", { id: templateId });
}
