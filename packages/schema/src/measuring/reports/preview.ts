import { ObjectType } from "type-graphql";
import type { Actor } from "../../common/actor.js";
import { argumentsOf, idOf, required } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";

/** The arguments of `previewAs`. */
export const PreviewAs = argumentsOf({ personId: required(idOf(Person), "The sponsor.") });

/** What a sponsor is shown, for owners and admins. Its fields answer as their namesakes do when the sponsor asks. */
@ObjectType({ description: "What a sponsor is shown: the same answers as when the sponsor asks." })
export class Preview {
  /** The sponsor as a viewer. It is no field. */
  sponsor!: Actor;
}
