/** What befalls a wire. */
export interface Weather {
  slowMs: number;
  isSilent: boolean;
}

/** One way of a connection: things happen at its end in the order in which they were put in. */
export interface Way {
  readonly put: (happens: () => void) => void;
  readonly resume: () => void;
  /** Nothing happens any more. */
  readonly stop: () => void;
}

export function createWay(weather: Weather): Way {
  const waiting: { readonly happens: () => void; readonly due: number }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const resume = () => {
    clearTimeout(timer);
    for (let next = waiting[0]; next && !weather.isSilent; next = waiting[0]) {
      const early = next.due - performance.now();
      if (early > 0) {
        timer = setTimeout(resume, Math.ceil(early));
        return;
      }
      waiting.shift();
      next.happens();
    }
  };
  let isStopped = false;
  return {
    put: (happens) => {
      if (isStopped) return;
      waiting.push({ happens, due: performance.now() + weather.slowMs });
      resume();
    },
    resume,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      waiting.length = 0;
    },
  };
}
