import type { CommandContext } from "@coachwork/platform";
import type { FormField, WorksheetFieldInput } from "@coachwork/schema";

type Context = CommandContext<"WRONG_FIELD">;

/** The fields of a form as they are stored. Refuses one that lacks what its kind needs. */
export function formOf(context: Context, fields: readonly WorksheetFieldInput[]): readonly FormField[] {
  return fields.map((field, place) => fieldOf(context, field, `fields.${place}`));
}

function fieldOf(context: Context, field: WorksheetFieldInput, at: string): FormField {
  const { label, kind, isRequired, choices, lowest, highest } = field;
  const refuse = (name: string, message: string) =>
    context.refuse("WRONG_FIELD", `${at}.${name}`, `“${label}” ${message}`);
  const isChosen = kind === "ONE_CHOICE" || kind === "MANY_CHOICES";
  if (isChosen && !choices) refuse("choices", "needs choices: give 2 to 20.");
  if (!isChosen && choices) refuse("choices", `is ${kind}, which has no choices: leave them out.`);
  if (choices && new Set(choices).size < choices.length) refuse("choices", "has a choice twice: give each once.");
  const isScale = kind === "SCALE";
  for (const [name, bound] of Object.entries({ lowest, highest })) {
    if (isScale && bound === undefined) refuse(name, `is a scale: give its ${name} number.`);
    if (!isScale && bound !== undefined) refuse(name, `is ${kind}, which has no ${name} number: leave it out.`);
  }
  if (isScale && lowest! >= highest!) refuse("highest", `goes from ${lowest} to ${highest}: give a higher number.`);
  return { label, kind, isRequired, choices: choices ?? [], lowest: lowest ?? null, highest: highest ?? null };
}
