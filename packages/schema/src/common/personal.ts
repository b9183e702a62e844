import type { Entity } from "@coachwork/reader";

/** The name of a person who was erased. */
export const ERASED_NAME = "Erased person";

/** What stands for a text that was erased and cannot be missing. */
export const ERASED_TEXT = "Erased.";

/** What stands for a name in a text. It is no longer than any name that is looked for, so that no text becomes too long. */
export const ERASED_MENTION = "[…]";

/**
 * What becomes of a text when a person is erased. Every column of texts or JSON declares it, so that no new one is forgotten:
 * a test compares them with the database's own catalogue.
 */
export type Erasure =
  /** It says nothing about a person in particular: a word of a closed set, a hash, a rule. */
  | { readonly does: "nothing" }
  /** It belongs to the person whom `by` names, and is replaced. */
  | { readonly does: "replace"; readonly by: string; readonly placeholder: string | null }
  /**
   * People write it and may name anybody. Names are replaced. `of` is the property with the engagement that it belongs to.
   * With `whole`, it is about the engagement's people: where the person alone took part, all of it is replaced. If `whole`
   * has `by`, it is about the participant whom that property names, and all of theirs is replaced.
   */
  | {
      readonly does: "search";
      readonly of?: string | undefined;
      readonly whole?: { readonly placeholder: string | null; readonly by?: string };
    };

const erasures = new Map<unknown, Map<string, Erasure>>();
const ownedRows = new Map<unknown, readonly string[]>();

function declares(erasure: Erasure): PropertyDecorator {
  return (prototype, property) => {
    const declared = erasures.get(prototype.constructor) ?? new Map<string, Erasure>();
    erasures.set(prototype.constructor, declared.set(String(property), erasure));
  };
}

/** Declares that a text says nothing about a person in particular. Closed sets and time zones need not say so. */
export function Impersonal(): PropertyDecorator {
  return declares({ does: "nothing" });
}

/**
 * Declares that a text is kept as it was signed, because a signature that can change proves nothing. What nobody has signed goes
 * with the person: the offboarding slice sees to that.
 */
export function KeptAsSigned(): PropertyDecorator {
  return declares({ does: "nothing" });
}

/** Declares that a text belongs to the person whose id the property `by` holds. */
export function OfPerson(by: string, placeholder: string | null = null): PropertyDecorator {
  return declares({ does: "replace", by, placeholder });
}

/** Declares that people write the text and may name anybody in it. `of` holds the id of the engagement that it belongs to. */
export function MayName(of?: string): PropertyDecorator {
  return declares({ does: "search", of });
}

/** Declares that a text is about the people of the engagement whose id the property `of` holds. */
export function AboutEngagement(of: string, placeholder: string | null = null): PropertyDecorator {
  return declares({ does: "search", of, whole: { placeholder } });
}

/**
 * Declares that a text is about the participant whose id the property `by` holds, in the engagement of `of`. Anybody may be
 * named in it, too. Where `by` is null it is about a whole team.
 */
export function AboutParticipant(by: string, of: string, placeholder: string | null = null): PropertyDecorator {
  return declares({ does: "search", of, whole: { placeholder, by } });
}

/** Declares that rows of this type are removed when any of the people is erased whose ids these properties hold. */
export function ErasedWith(...by: readonly string[]): ClassDecorator {
  return (row) => {
    ownedRows.set(row, by);
  };
}

/** The declared erasures of a type's texts, by property. */
export function erasuresOf(entity: Entity): ReadonlyMap<string, Erasure> {
  return erasures.get(entity) ?? new Map();
}

/** The properties that name the people whose erasure removes rows of this type. */
export function erasedWith(entity: Entity): readonly string[] {
  return ownedRows.get(entity) ?? [];
}
