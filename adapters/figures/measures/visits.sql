-- Visits: one for each visitor and day. Visitors: those visits that are the visitor's last of the period, so that
-- whoever comes on several days, or writes from two places, is counted once. Seconds: from the first to the last
-- message of the day.
-- Values: the first day of the period, the first day after it.
SELECT place, channel, locale, gender,
  count(*) AS visits,
  CAST(sum(CASE WHEN nth = 1 THEN 1 ELSE 0 END) AS BIGINT) AS visitors,
  CAST(sum((last_at - at) / 1000) AS BIGINT) AS seconds
FROM (
  SELECT place, channel, locale, gender, at, last_at,
    row_number() OVER (PARTITION BY visitor ORDER BY day DESC) AS nth
  FROM visit
  WHERE day >= ? AND day < ? AND is_test = 0
) AS seen
GROUP BY place, channel, locale, gender
