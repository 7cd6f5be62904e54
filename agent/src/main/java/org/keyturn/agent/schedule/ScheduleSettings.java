package org.keyturn.agent.schedule;

import java.time.Duration;
import java.time.ZoneId;

/**
 * When a job runs.
 *
 * @param cron a Quartz cron expression: seconds minutes hours day-of-month month day-of-week [year]
 * @param zone the zone its hours are in
 * @param catchUp how late an occurrence may still be started, when the agent was not there in time;
 *     later than that it is recorded as missed
 */
public record ScheduleSettings(String cron, ZoneId zone, Duration catchUp) {}
