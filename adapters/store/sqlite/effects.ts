/**
 * What happens in memory when a transaction is over. Lines of conversations live in memory and rows on disk: this
 * keeps them in step, also when a write fails.
 */
export interface Effects {
  readonly onCommit: (effect: () => void) => void;
  readonly onRollback: (effect: () => void) => void;
  /** Runs and forgets one kind, forgets the other. */
  readonly settle: (how: 'commit' | 'rollback') => void;
}

export function createEffects(): Effects {
  let waiting: Record<'commit' | 'rollback', (() => void)[]> = { commit: [], rollback: [] };
  return {
    onCommit: (effect) => waiting.commit.push(effect),
    onRollback: (effect) => waiting.rollback.push(effect),
    settle: (how) => {
      const due = waiting[how];
      waiting = { commit: [], rollback: [] };
      for (const effect of due) effect();
    },
  };
}
