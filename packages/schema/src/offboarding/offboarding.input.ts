import { Field, ID, InputType } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { Person } from "../tenancy/person.js";

@InputType({ description: "A person who leaves the firm." })
export class DeactivatePersonInput extends MutationInput {
  @Field(() => ID, { description: "The person." })
  personId!: string;
}

export const DeactivatePersonCodes = refusalCodes("DeactivatePerson", {
  ALREADY_DEACTIVATED: "The person is deactivated already.",
  LAST_OWNER: "The person is the firm's only owner.",
});

@PayloadOf(DeactivatePersonCodes)
export class DeactivatePersonPayload extends Payload {
  @Changed(() => Person, "The person, now deactivated.")
  person?: Person | null;
}

@InputType({ description: "A deactivated person who comes back." })
export class ReactivatePersonInput extends MutationInput {
  @Field(() => ID, { description: "The person." })
  personId!: string;
}

export const ReactivatePersonCodes = refusalCodes("ReactivatePerson", {
  NOT_DEACTIVATED: "The person is not deactivated.",
});

@PayloadOf(ReactivatePersonCodes)
export class ReactivatePersonPayload extends Payload {
  @Changed(() => Person, "The person, with the roles held before.")
  person?: Person | null;
}
