import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { rootOf } from "@coachwork/reader";

/** The variables with which the pages of an export are asked for. */
export const pageVariables = { first: "bulkExportFirst", after: "bulkExportAfter" } as const;

/** The response key of the list in the query for a page. */
export const LIST = "list";

/** The parts of a document that may be exported. */
export interface Listed {
  readonly operation: OperationDefinitionNode;
  readonly list: FieldNode;
  /** The field with what is selected of each object. */
  readonly each: FieldNode;
}

/** What is wrong with a query, for people to read. */
export class NotAList extends Error {
  override readonly name = "NotAList";
}

/**
 * The list of a valid document, and what it selects of each object.
 *
 * @throws NotAList
 */
export function listedBy(schema: GraphQLSchema, document: DocumentNode): Listed {
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation || operations.length > 1)
    throw new NotAList(`There are ${operations.length} operations. Give one query.`);
  if (operation.operation !== "query")
    throw new NotAList(`It is a ${operation.operation}. Only a query can be exported.`);
  const list = onlyField(operation, "at its root");
  const { value: name } = list.name;
  if (rootOf(name)?.kind !== "many")
    throw new NotAList(`${name} is not a list with pages. Ask for one, such as people.`);
  const paged = list.arguments?.find((argument) => ["first", "last", "after", "before"].includes(argument.name.value));
  if (paged) throw new NotAList(`${name} has the argument ${paged.name.value}. Leave it out: all pages are exported.`);
  const shown = onlyField(list, `in ${name}`);
  if (shown.name.value === "nodes") return checked(schema, document, { operation, list, each: shown });
  if (shown.name.value !== "edges")
    throw new NotAList(`Select nodes in ${name}, and what you want of each object there.`);
  const node = onlyField(shown, `in ${name}.edges`);
  if (node.name.value !== "node") throw new NotAList(`Select node in ${name}.edges, and nothing else.`);
  return checked(schema, document, { operation, list, each: node });
}

/** The document that asks for a page. It has the variables `pageVariables` besides its own. */
export function pageOf({ definitions }: DocumentNode, { operation, list, each }: Listed): DocumentNode {
  const page: FieldNode = {
    kind: Kind.FIELD,
    alias: named(LIST),
    name: list.name,
    arguments: [
      ...(list.arguments ?? []),
      ...(["first", "after"] as const).map((name) => {
        return { kind: Kind.ARGUMENT, name: named(name), value: variable(pageVariables[name]) } as const;
      }),
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [
        { kind: Kind.FIELD, name: named("nodes"), selectionSet: each.selectionSet! },
        {
          kind: Kind.FIELD,
          name: named("pageInfo"),
          selectionSet: {
            kind: Kind.SELECTION_SET,
            selections: ["hasNextPage", "endCursor"].map((name) => ({ kind: Kind.FIELD, name: named(name) })),
          },
        },
      ],
    },
  };
  const types = { first: "Int", after: "String" } as const;
  const paged: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      ...(["first", "after"] as const).map((name) => {
        const type = { kind: Kind.NAMED_TYPE, name: named(types[name]) } as const;
        return { kind: Kind.VARIABLE_DEFINITION, variable: variable(pageVariables[name]), type } as const;
      }),
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [page] },
  };
  return { kind: Kind.DOCUMENT, definitions: definitions.map((each) => (each === operation ? paged : each)) };
}

/** A list within another has all that fits into its `first`: nobody asks for its next page. */
function checked(schema: GraphQLSchema, document: DocumentNode, listed: Listed): Listed {
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(field) {
        const type = getNamedType(types.getType())?.name ?? "";
        const isSized = field.arguments?.some(({ name }) => name.value === "first" || name.value === "last");
        if (field === listed.list || !type.endsWith("Connection") || isSized) return;
        const { value: name } = field.name;
        throw new NotAList(`${name} has no first. Say how many of each object's ${name} you want, 1 to 100.`);
      },
    }),
  );
  return listed;
}

/** The only thing that is selected there. It is a field, without conditions. */
function onlyField({ selectionSet }: OperationDefinitionNode | FieldNode, where: string): FieldNode {
  const { selections } = selectionSet!;
  const [field] = selections;
  if (selections.length > 1)
    throw new NotAList(
      `${selections.length} things are selected ${where}. Select one: an export has one list and its nodes.`,
    );
  if (field?.kind !== Kind.FIELD)
    throw new NotAList(`There is a fragment ${where}. Write what is in it there instead.`);
  if (field.directives?.length) throw new NotAList(`${field.name.value} has a directive. Leave it out.`);
  return field;
}

function named(value: string) {
  return { kind: Kind.NAME, value } as const;
}

function variable(name: string) {
  return { kind: Kind.VARIABLE, name: named(name) } as const;
}

/** A GraphQL error with its place. */
export function placed({ message, locations }: GraphQLError): string {
  const [place] = locations ?? [];
  const where = place ? ` at line ${place.line}, column ${place.column}` : "";
  return `The query is wrong${where}: ${message.replace(/^Syntax Error: /, "")}`;
}
