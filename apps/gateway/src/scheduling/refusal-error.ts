import type { Refusal } from "@coachwork/schema";
import { GraphQLError } from "graphql";

/** A query that the scheduling service refuses, as a GraphQL error. */
export function refusalError({ code, field, message }: Refusal): GraphQLError {
  return new GraphQLError(message, { extensions: { code: code === "INVALID" ? "BAD_USER_INPUT" : code, field } });
}
