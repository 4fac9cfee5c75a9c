import fc from 'fast-check';
import type { ClusterDefinition } from '../../../src/schema/definition.ts';
import { type RandomDefinition, randomDefinition } from '../arbitrary-definitions.ts';
import { smaller } from './smaller.ts';

type Random = Parameters<fc.Arbitrary<unknown>['generate']>[0];

/** Draws one random thing after the other, so that the next can agree with those before. */
export class Draw {
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  int(least: number, most: number): number {
    return this.random.nextInt(least, most);
  }

  chance(share: number): boolean {
    return this.random.nextInt(0, 9999) < share * 10_000;
  }

  pick<const Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    return items[this.int(0, items.length - 1)] as Item;
  }

  /** Undefined more often than not: the options that most definitions leave out. */
  maybe<Value>(value: () => Value, share = 0.4): Value | undefined {
    return this.chance(share) ? value() : undefined;
  }

  /** At least one of them, in their order. */
  some<Item>(items: readonly Item[], most = items.length): Item[] {
    const wanted = this.int(1, Math.min(most, items.length));
    const places = new Set<number>();
    while (places.size < wanted) places.add(this.int(0, items.length - 1));
    return items.filter((_, index) => places.has(index));
  }

  from<Value>(arbitrary: fc.Arbitrary<Value>): Value {
    return arbitrary.generate(this.random, undefined).value;
  }
}

/** Definitions that a function builds; what keepalived does not like is shrunk by what can be left out of it. */
export function arbitraryBuilt(build: (draw: Draw) => ClusterDefinition): fc.Arbitrary<RandomDefinition> {
  return new BuiltDefinitions(build);
}

class BuiltDefinitions extends fc.Arbitrary<RandomDefinition> {
  private readonly build: (draw: Draw) => ClusterDefinition;

  constructor(build: (draw: Draw) => ClusterDefinition) {
    super();
    this.build = build;
  }

  override generate(random: Random): fc.Value<RandomDefinition> {
    const data = this.build(new Draw(random));
    return new fc.Value(randomDefinition(data, data.name as string), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is RandomDefinition {
    return typeof value === 'object' && value !== null && 'data' in value;
  }

  override shrink({ data }: RandomDefinition): fc.Stream<fc.Value<RandomDefinition>> {
    const candidates = smaller(data)
      .filter(({ name }) => name !== undefined)
      .map((entry) => new fc.Value(randomDefinition(entry, entry.name as string), undefined));
    return new fc.Stream(candidates.values());
  }
}
