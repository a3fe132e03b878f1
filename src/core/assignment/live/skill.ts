/** What a contact needs of one skill. `min` undefined: no more. */
export type SkillNeed = {
  readonly skill: string;
  readonly min: number;
  /** By age, in ms: never closes again (seats section 2.4). */
  readonly relax: readonly { readonly afterMs: number; readonly min: number | undefined }[];
};

/** What an agent can have at all, however full her hands are just now. */
export type Ability = {
  readonly skills: Readonly<Record<string, number>>;
  /** 新人期 (days, G32). */
  readonly isNew: boolean;
  /** In units. */
  readonly capacity: number;
  /** Bits of the channels that may pass the capacity, and of those of which she may have none. */
  readonly interrupts: number;
  readonly never: number;
};

/** Agents who can have the same share one. */
export type Profile = Ability & { readonly id: number };

/** Contacts that need the same now share one. */
export type Requirement = {
  readonly id: number;
  readonly minima: readonly (readonly [skill: string, min: number])[];
  /** No agent in her nursery may have it. */
  readonly keepsNewOut: boolean;
  /** By the profile's id. */
  readonly known: (boolean | undefined)[];
};

export type Interned = {
  readonly profile: (ability: Ability) => Profile;
  readonly requirement: (minima: Requirement["minima"], keepsNewOut: boolean) => Requirement;
  /** Of a channel: one bit. */
  readonly bit: (channel: string) => number;
};

/** Bits of a number are as many. */
const CHANNELS_MAX = 31;

export function createInterned(): Interned {
  const profiles = new Map<string, Profile>();
  const requirements = new Map<string, Requirement>();
  const bits = new Map<string, number>();
  return {
    profile(ability) {
      const { skills, ...rest } = ability;
      const sorted = Object.entries(skills).toSorted(([one], [other]) => (one < other ? -1 : 1));
      const key = JSON.stringify([Object.values(rest), sorted]);
      const profile = profiles.get(key) ?? { id: profiles.size, ...ability };
      profiles.set(key, profile);
      return profile;
    },
    requirement(minima, keepsNewOut) {
      const key = JSON.stringify([keepsNewOut, minima]);
      const requirement = requirements.get(key) ?? { id: requirements.size, minima, keepsNewOut, known: [] };
      requirements.set(key, requirement);
      return requirement;
    },
    bit(channel) {
      const known = bits.get(channel);
      if (known !== undefined) return known;
      if (bits.size === CHANNELS_MAX) throw new RangeError(`more than ${CHANNELS_MAX} channels`);
      const bit = 1 << bits.size;
      bits.set(channel, bit);
      return bit;
    },
  };
}

export function meets(requirement: Requirement, profile: Profile): boolean {
  const known = requirement.known[profile.id];
  if (known !== undefined) return known;
  const does =
    !(requirement.keepsNewOut && profile.isNew) &&
    requirement.minima.every(([skill, min]) => (profile.skills[skill] ?? -Infinity) >= min);
  requirement.known[profile.id] = does;
  return does;
}

/** The minima that hold at an age. */
export const minimaAt = (needs: readonly SkillNeed[], ageMs: number): Requirement["minima"] =>
  needs.flatMap(({ skill, min, relax }) => {
    const step = relax.findLast(({ afterMs }) => afterMs <= ageMs);
    const now = step === undefined ? min : step.min;
    return now === undefined ? [] : [[skill, now] as const];
  });

/** Proficiency over all that was asked for, whatever has been relaxed since. */
export const proficiency = (needs: readonly SkillNeed[], { skills }: Profile): number =>
  needs.reduce((sum, { skill }) => sum + (skills[skill] ?? 0), 0);
