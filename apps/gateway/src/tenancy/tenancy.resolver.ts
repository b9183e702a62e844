import {
  CreateOrganizationInput,
  CreateOrganizationPayload,
  CreatePersonInput,
  CreatePersonPayload,
  CreateTeamInput,
  CreateTeamPayload,
  ImportPeopleInput,
  ImportPeoplePayload,
  UpdateMeInput,
  UpdateMePayload,
  UpdatePersonInput,
  UpdatePersonPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { perform } from "../graphql/perform.js";
import { createOrganization } from "./create-organization.js";
import { createPerson } from "./create-person.js";
import { createTeam } from "./create-team.js";
import { importPeople } from "./import-people.js";
import { updateMe } from "./update-me.js";
import { updatePerson } from "./update-person.js";

/** Changes to the people of a firm and to where they work. */
@Resolver()
export class TenancyMutations {
  @Mutation(() => CreateOrganizationPayload, { description: "Adds a client company. For those who run the practice." })
  createOrganization(
    @Arg("input", () => CreateOrganizationInput, { description: "The organization." }) input: CreateOrganizationInput,
    @Ctx() context: Context,
  ): Promise<CreateOrganizationPayload> {
    return perform(context, CreateOrganizationPayload, createOrganization, input);
  }

  @Mutation(() => CreateTeamPayload, { description: "Adds a team to an organization. For those who run the practice." })
  createTeam(
    @Arg("input", () => CreateTeamInput, { description: "The team." }) input: CreateTeamInput,
    @Ctx() context: Context,
  ): Promise<CreateTeamPayload> {
    return perform(context, CreateTeamPayload, createTeam, input);
  }

  @Mutation(() => CreatePersonPayload, {
    description:
      "Adds somebody to the firm. For those who run the practice; only OWNER gives the role OWNER, and only OWNER and ADMIN the roles ADMIN and FINANCE.",
  })
  createPerson(
    @Arg("input", () => CreatePersonInput, { description: "The person." }) input: CreatePersonInput,
    @Ctx() context: Context,
  ): Promise<CreatePersonPayload> {
    return perform(context, CreatePersonPayload, createPerson, input);
  }

  @Mutation(() => UpdatePersonPayload, {
    description: "Changes what is given of a person. For OWNER and ADMIN; only OWNER gives or takes the role OWNER.",
  })
  updatePerson(
    @Arg("input", () => UpdatePersonInput, { description: "The changes." }) input: UpdatePersonInput,
    @Ctx() context: Context,
  ): Promise<UpdatePersonPayload> {
    return perform(context, UpdatePersonPayload, updatePerson(context.services.peopleChanges), input);
  }

  @Mutation(() => UpdateMePayload, {
    description: "Changes your own name, time zone and language. For everybody who is signed in.",
  })
  updateMe(
    @Arg("input", () => UpdateMeInput, { description: "The changes." }) input: UpdateMeInput,
    @Ctx() context: Context,
  ): Promise<UpdateMePayload> {
    return perform(context, UpdateMePayload, updateMe, input);
  }

  @Mutation(() => ImportPeoplePayload, {
    description:
      "Adds and changes people as a roster says: each is found by the external id, then by the e-mail address; organizations and teams are added by name. The same roster again changes nothing. For OWNER and ADMIN; only OWNER gives or takes the roles OWNER and ADMIN.",
  })
  importPeople(
    @Arg("input", () => ImportPeopleInput, { description: "The roster." }) input: ImportPeopleInput,
    @Ctx() context: Context,
  ): Promise<ImportPeoplePayload> {
    return perform(context, ImportPeoplePayload, importPeople(context.services.peopleChanges), input);
  }
}
