-- What is told of the alerts of a community ends with the community.
grant delete on alerting.silence to "${runtimeRole}";
