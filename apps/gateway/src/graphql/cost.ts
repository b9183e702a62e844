import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { type Given, lengthOf, reading } from "./cost-arguments.js";
import { chartArguments, chartPrice } from "./cost-chart.js";
import { engagementImport, enrollment, type ImportPrice, rosterImport, sessionImport } from "./cost-import.js";
import { slotArguments, slotSearch } from "./cost-free-slots.js";
import { scheduleArguments, scheduleSearch } from "./cost-schedule.js";
import { prices } from "./cost-prices.js";

/** The cost of a part of an operation. Within a connection or a page of slots, `rows` is the number of objects. */
type Price = (given: Given, rows: number) => number;

/** The most ids that `nodes` takes. More are refused when they are read. */
const MOST_IDS = 100;

const FREE: Price = () => 0;

/**
 * The cost of operations before they run. An operation is walked once and becomes a formula of its variables.
 * Evaluating that takes about a microsecond, whatever the page size. Whatever is selected twice is paid twice.
 *
 * The page size multiplies only the rows, not the rest of a connection. That is why this is not
 * graphql-query-complexity: there a field only knows the sum of its children's costs.
 */
export class Costs {
  readonly #prices = new WeakMap<OperationDefinitionNode, Price>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** The cost of a validated operation with the variables' values, coerced or as sent: 1 or more. */
  of(document: DocumentNode, operation: OperationDefinitionNode, variables: Given = {}): number {
    let price = this.#prices.get(operation);
    if (!price) this.#prices.set(operation, (price = new Pricing(this.schema, document, operation).price()));
    return Math.max(1, price(variables, 0));
  }
}

/** Prices one operation, and each fragment once per type. */
class Pricing {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #known = new Map<SelectionSetNode, Map<GraphQLObjectType, Price>>();
  readonly #reading: ReturnType<typeof reading>;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
    this.#reading = reading(operation);
  }

  price(): Price {
    const root = this.schema.getRootType(this.operation.operation);
    return root ? this.#onObject(this.operation.selectionSet, root) : FREE;
  }

  /** The dearest of the types that an object may have. */
  #onAny(set: SelectionSetNode | undefined, type: GraphQLCompositeType): Price {
    if (!set) return FREE;
    if (isObjectType(type)) return this.#onObject(set, type);
    const each = this.schema.getPossibleTypes(type).map((possible) => this.#onObject(set, possible));
    return (given, rows) => each.reduce((most, price) => Math.max(most, price(given, rows)), 0);
  }

  #onObject(set: SelectionSetNode, type: GraphQLObjectType): Price {
    const known = this.#known.get(set)?.get(type);
    if (known) return known;
    const price = sum(set.selections.map((selection) => this.#selection(selection, type)));
    this.#known.set(set, (this.#known.get(set) ?? new Map<GraphQLObjectType, Price>()).set(type, price));
    return price;
  }

  #selection(selection: SelectionNode, type: GraphQLObjectType): Price {
    const price = selection.kind === Kind.FIELD ? this.#field(selection, type) : this.#fragment(selection, type);
    const isIncluded = this.#reading.included(selection);
    return isIncluded && price !== FREE ? (given, rows) => (isIncluded(given) ? price(given, rows) : 0) : price;
  }

  #fragment(selection: Exclude<SelectionNode, FieldNode>, type: GraphQLObjectType): Price {
    const spread = selection.kind === Kind.FRAGMENT_SPREAD;
    const fragment = spread ? this.#fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition && this.schema.getType(fragment.typeCondition.name.value);
    const applies = condition === undefined || condition === type || this.#isA(type, condition);
    return fragment && applies ? this.#onObject(fragment.selectionSet, type) : FREE;
  }

  #isA(type: GraphQLObjectType, condition: unknown): boolean {
    const abstract = isCompositeType(condition) && !isObjectType(condition);
    return abstract && this.schema.isSubType(condition, type);
  }

  #field(node: FieldNode, parent: GraphQLObjectType): Price {
    const name = node.name.value;
    if (name.startsWith("__")) return name === "__typename" ? FREE : () => prices.introspection;
    const field = parent.getFields()[name];
    const type = field && getNamedType(field.type);
    if (!isCompositeType(type)) return isConnection(parent) && name === "totalCount" ? () => prices.totalCount : FREE;
    const inner = this.#onAny(node.selectionSet, type);
    if (isConnection(parent)) {
      return name === "pageInfo" ? FREE : (given, rows) => rows * (prices.object + inner(given, 0));
    }
    if (parent.name.endsWith("Edge")) return inner; // the edge was already paid for as the row
    if (type.name === "ImportPeoplePayload") return this.#import(node, inner, rosterImport);
    if (type.name === "ImportEngagementsPayload") return this.#import(node, inner, engagementImport);
    if (type.name === "ImportSessionsPayload") return this.#import(node, inner, sessionImport);
    if (type.name === "EnrollInCohortPayload") return this.#import(node, inner, enrollment);
    if (["ImportedRecord", "ImportedEngagement", "ImportedSession", "AbsentPerson", "Enrollment"].includes(type.name))
      return (given, rows) => rows * inner(given, 0);
    if (["RecordError", "RosterChange", "IgnoredColumn", "EnrollmentError"].includes(type.name)) return FREE;
    if (name === "nodes" && parent === this.schema.getQueryType()) return this.#nodes(node, inner);
    if (type.name === "EventsSince") return this.#eventsSince(node, inner);
    if (type.name === "MatchCandidate") return this.#candidates(node, inner);
    if (["MatchLine", "MatchExclusion"].includes(type.name)) return FREE;
    if (type.name === "FreeSlots") return this.#freeSlots(node, inner);
    if (type.name === "ScheduleEntry") return this.#schedule(node, inner);
    if (type.name === "MetricPoint") return this.#chart(node);
    if (parent.name === "EventsSince") return (given, rows) => rows * (prices.object + inner(given, 0));
    if (parent.name === "FreeSlots") return name === "slots" ? inner : FREE;
    if (parent.name === "Slot") return (given, rows) => Math.max(rows, 1) * (prices.object + inner(given, 0));
    const own = this.#own(name, parent);
    const isSearched = this.#reading.searched(node);
    const search: Price = (given) => (isSearched?.(given) ? prices.search : 0);
    if (isConnection(type)) {
      const sizeOf = this.#reading.pageSize(node);
      return (given, rows) => prices.connection + search(given, rows) + inner(given, sizeOf(given));
    }
    const times = field && isListType(getNullableType(field.type)) ? prices.list : 1;
    if (inner === FREE && !isSearched) return () => times * own;
    return (given, rows) => search(given, rows) + times * (own + inner(given, 0));
  }

  /** As many objects as there are ids. */
  #nodes(node: FieldNode, inner: Price): Price {
    const argumentsOf = this.#reading.named(node, ["ids"]);
    return (given) => lengthOf(argumentsOf(given).ids, MOST_IDS) * (prices.object + inner(given, 0));
  }

  /** As many events as asked for. What is looked through for them is charged once it is known. */
  #eventsSince(node: FieldNode, inner: Price): Price {
    const sizeOf = this.#reading.pageSize(node);
    return (given) => prices.connection + inner(given, sizeOf(given));
  }

  /** As many coaches as asked for. All are scored, which costs as much as counting a list. */
  #candidates(node: FieldNode, inner: Price): Price {
    const sizeOf = this.#reading.pageSize(node);
    return (given) => prices.totalCount + sizeOf(given) * (prices.object + inner(given, 0));
  }

  /** Slots cost nothing once they are found, but their coaches are read. `rows` is their number in all slots. */
  #freeSlots(node: FieldNode, inner: Price): Price {
    const argumentsOf = this.#reading.named(node, slotArguments);
    return (given) => {
      const { search, coaches } = slotSearch(argumentsOf(given));
      return search + inner(given, coaches);
    };
  }

  /** What an entry stands for is read: a coach, a session, time off. */
  #schedule(node: FieldNode, inner: Price): Price {
    const argumentsOf = this.#reading.named(node, scheduleArguments);
    return (given) => {
      const { search, entries } = scheduleSearch(argumentsOf(given));
      return search + entries * inner(given, 0);
    };
  }

  #chart(node: FieldNode): Price {
    const argumentsOf = this.#reading.named(node, chartArguments);
    return (given) => chartPrice(argumentsOf(given));
  }

  /** The results of the records are not read, but the people in them are. `rows` is the number of records. */
  #import(node: FieldNode, inner: Price, importOf: (input: unknown) => ImportPrice): Price {
    const argumentsOf = this.#reading.named(node, ["input"]);
    return (given) => {
      const { price, records } = importOf(argumentsOf(given).input);
      return prices.mutation + price + inner(given, records);
    };
  }

  #own(field: string, parent: GraphQLObjectType): number {
    const price = prices.fields[`${parent.name}.${field}`];
    if (price !== undefined) return price;
    if (parent === this.schema.getMutationType()) return prices.mutation;
    return parent === this.schema.getSubscriptionType() ? prices.subscription : prices.object;
  }
}

function sum(all: readonly Price[]): Price {
  const parts = all.filter((price) => price !== FREE);
  if (parts.length < 2) return parts[0] ?? FREE;
  return (given, rows) => parts.reduce((total, price) => total + price(given, rows), 0);
}

/** The Relay specification reserves names with this ending for connections. */
function isConnection(type: GraphQLCompositeType): boolean {
  return type.name.endsWith("Connection");
}
