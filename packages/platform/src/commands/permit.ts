import { mayEverSee, readableEntities } from "@coachwork/reader";
import type { Actor, Refusal } from "@coachwork/schema";
import type { AnyMutation } from "./command.js";

/** Why somebody may not perform a mutation, whatever its input. Undefined if they may. */
export function objectionToActor({ name, roles, keys }: AnyMutation, actor: Actor): Refusal | undefined {
  const { personId, grants } = actor;
  if (personId !== null) {
    if (roles.some((role) => grants.includes(role))) return undefined;
    return { code: "FORBIDDEN", field: null, message: `${name} is for ${roles.join(", ")}.` };
  }
  if (keys === "any" || (keys !== "none" && grants.includes(keys))) return undefined;
  const message =
    keys === "none" ? `API keys cannot call ${name}.` : `This API key lacks the scope ${keys}, which ${name} needs.`;
  return { code: "FORBIDDEN", field: null, message };
}

/** Refuses what a key would write without being shown it: fields of the changed record that its scopes hide. */
export function objectionsToFields(
  { result }: AnyMutation,
  { personId, grants }: Actor,
  input: object,
): readonly Refusal[] {
  if (personId !== null) return [];
  const [type] = Object.values(result).map((field) => field.type());
  const entity = [...readableEntities().values()].find((each) => each === type);
  if (!entity) return [];
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const hidden = given.filter(([name]) => !mayEverSee(entity, [name], grants));
  return hidden.map(([name]) => {
    const message = `API keys do not see ${name} of ${entity.name}, and cannot change it. Leave it out.`;
    return { code: "FORBIDDEN", field: ["input", name], message };
  });
}
