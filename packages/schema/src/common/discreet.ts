const discreetFields = new Map<unknown, Set<string>>();

/**
 * Declares that a change of this field alone is not told by `updatedAt` and `version`, because not everybody who sees those
 * sees the field.
 */
export function Discreet(): PropertyDecorator {
  return (prototype, property) => {
    const fields = discreetFields.get(prototype.constructor) ?? new Set<string>();
    discreetFields.set(prototype.constructor, fields.add(String(property)));
  };
}

export function discreetFieldsOf(entity: unknown): ReadonlySet<string> {
  return discreetFields.get(entity) ?? new Set();
}
