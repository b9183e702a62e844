import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { getVariableValues } from "graphql/execution/values.js";
import { type CostLimits, type CostReport, type Payer, throttled } from "./cost-limits.js";
import { priceOfReading } from "./cost-prices.js";
import { Documents } from "./documents.js";
import { type ErrorCode, withCode } from "./error-codes.js";
import { priceOfVariables } from "./variables.js";

/** Which operation of a document a client wants, with which variables. */
export interface Wanted {
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that may run and has been paid for. */
export interface Admitted {
  readonly operation: OperationDefinitionNode;
  /** The values of its variables, coerced to their types. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly cost: CostReport;
}

interface Coerced {
  readonly coerced?: Admitted["variables"];
  readonly errors?: readonly GraphQLError[];
}

/** At most this many invalid variables are reported. */
const TOLD = 10;

/**
 * Checks operations before they run, in the same way for HTTP and WebSocket: a client's mistake has the same code over
 * both. Errors never suggest names of the schema that the client did not write.
 */
export class Operations {
  readonly #documents: Documents;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly costs: CostLimits,
    introspection: boolean,
  ) {
    this.#documents = new Documents(schema, introspection);
  }

  /** The document, or what is wrong with it. A new document is paid for, whatever is wrong with it. */
  read(payer: Payer, text: string): DocumentNode | readonly GraphQLError[] {
    const known = this.#documents.known(text);
    if (known) return known;
    const charge = this.costs.charge(payer, priceOfReading(text));
    return charge.granted ? this.#documents.read(text) : [throttled(charge)];
  }

  /** The operation of a valid document, or why it may not run. Checks that take time are paid for. */
  admit(payer: Payer, document: DocumentNode, wanted: Wanted): Admitted | readonly GraphQLError[] {
    const operation = getOperationAST(document, wanted.operationName);
    if (!operation) return this.#charged(payer, 1, [unresolved(document, wanted.operationName)]);
    const variables = wanted.variables ?? {};
    try {
      const taking = priceOfVariables(operation, variables);
      // Variables are examined only if there is something left to pay for that. Otherwise, no operation is admitted.
      const { coerced = {}, errors } = this.costs.available(payer) > taking ? this.#coerce(operation, variables) : {};
      if (errors) return this.#charged(payer, 1 + taking, errors);
      return { operation, variables: coerced, cost: this.costs.admit(payer, document, operation, variables, taking) };
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  }

  /** The errors, or the fact that there is no budget left to look for them. */
  #charged(payer: Payer, cost: number, faults: readonly GraphQLError[]): readonly GraphQLError[] {
    const charge = this.costs.charge(payer, cost);
    return charge.granted ? faults : [throttled(charge)];
  }

  #coerce(operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): Coerced {
    const options = { maxErrors: TOLD, hideSuggestions: true };
    const { coerced, errors } = getVariableValues(this.schema, operation.variableDefinitions ?? [], variables, options);
    return errors ? { errors: errors.map((error) => withCode(error, "BAD_USER_INPUT", 400)) } : { coerced };
  }
}

function unresolved(document: DocumentNode, name: string | null | undefined): GraphQLError {
  const names = document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => operation.name?.value ?? "");
  const message =
    names.length === 0
      ? "The document has no operation. Send a query, mutation or subscription with its fragments."
      : name == null
        ? `The document has ${names.length} operations. Choose one of them with operationName.`
        : `The document has no operation with the name that operationName gives. Choose one of its ${names.length} operations.`;
  return refused("OPERATION_RESOLUTION_FAILURE", message);
}

export function refused(code: ErrorCode, message: string, status = 400): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}
