/*
 * Preloaded into keepalived where the kernel has no ip_vs: it says yes to all that keepalived's checker process asks
 * of IPVS, so that the process gets as far as printing what it has read. Nothing else of keepalived is touched.
 */
struct nl_msg;
struct nl_sock;

static int *answered;

int genl_connect(struct nl_sock *sock)
{
	(void)sock;
	return 0;
}

int genl_ctrl_resolve(struct nl_sock *sock, const char *name)
{
	(void)sock;
	(void)name;
	return 33;
}

int nl_socket_modify_err_cb(struct nl_sock *sock, int kind, void *function, void *argument)
{
	(void)sock;
	(void)kind;
	(void)function;
	answered = argument;
	return 0;
}

int nl_send_auto(struct nl_sock *sock, struct nl_msg *message)
{
	(void)sock;
	(void)message;
	return 1;
}

int nl_recvmsgs_default(struct nl_sock *sock)
{
	(void)sock;
	*answered = 1;
	return 0;
}
